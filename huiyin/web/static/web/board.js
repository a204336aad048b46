/* 看板: asks for what changes, and is told 304 while nothing has. Without it the page reloads itself. */
(() => {
  "use strict";
  const board = document.querySelector("#board");
  const lost = document.querySelector("#board-lost");
  const EVERY = 15000;
  let tag = board.dataset.tag;

  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(board.dataset.address, {
        headers: { "If-None-Match": tag },
        cache: "no-store",
        credentials: "same-origin",
        redirect: "error",
      });
      if (answer.status === 200) {
        const focused = board.contains(document.activeElement)
          ? document.activeElement.getAttribute("href")
          : null;
        board.innerHTML = await answer.text();
        tag = answer.headers.get("ETag");
        if (focused) board.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
      }
      lost.hidden = answer.status === 200 || answer.status === 304;
    } catch {
      lost.hidden = false;
    }
  }

  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
})();
