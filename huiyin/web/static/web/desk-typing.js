/* Keeps what is typed, and the session with it; warns before a session ends. Everything works without it. */
(() => {
  "use strict";
  const bar = document.querySelector("#leaving");
  if (!bar) return;
  const ENDS = "huiyin-session-ends"; // all tabs share one session, so they share its end
  const WARN = 120000;
  const PAUSE = 1500;
  const waiting = new Map();
  let latest = 0;

  const settle = (idle, longest) => {
    latest = Date.now() + longest * 1000;
    localStorage.setItem(ENDS, String(Date.now() + idle * 1000));
    look();
  };

  const look = () => {
    const left = Math.min(Number(localStorage.getItem(ENDS)), latest) - Date.now();
    bar.hidden = left > WARN;
    bar.querySelector("[data-soon]").hidden = left <= 0;
    bar.querySelector("[data-over]").hidden = left > 0;
    bar.querySelector("[data-minutes]").textContent = String(Math.max(Math.ceil(left / 60000), 1));
  };

  const typed = (form) => {
    const body = new FormData(form || undefined);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    if (!body.has("csrfmiddlewaretoken"))
      body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    return body;
  };

  const send = async (form) => {
    waiting.delete(form);
    const headers = form ? { "X-Typing-For": new URL(form.action).pathname } : {};
    const answer = await fetch(bar.dataset.address, { method: "POST", body: typed(form), headers, keepalive: true });
    if (!answer.ok || answer.redirected) {
      localStorage.setItem(ENDS, "0");
      return look();
    }
    const saved = await answer.json();
    settle(saved.idle, saved.longest);
    if (!form) return;
    said(form).textContent = `草稿已保存 ${saved.at}`;
    if (!waiting.has(form)) form.dispatchEvent(new Event("kept"));
  };
  const soon = (form) => send(form).catch((error) => console.warn(error));

  const said = (form) => {
    const there = form.querySelector("[data-kept-at]") || document.createElement("p");
    if (!there.isConnected) {
      there.className = "faint small whole";
      there.dataset.keptAt = "";
      form.append(there);
    }
    return there;
  };

  const stop = (form) => {
    window.clearTimeout(waiting.get(form));
    waiting.delete(form);
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (!form) return;
    stop(form);
    waiting.set(form, window.setTimeout(() => soon(form), PAUSE));
  });
  document.addEventListener("submit", (event) => stop(event.target), true);
  window.addEventListener("pagehide", () => {
    for (const form of [...waiting.keys()]) {
      stop(form);
      soon(form);
    }
  });
  window.addEventListener("storage", look);
  bar.querySelector("[data-stay]").addEventListener("click", () => soon(null));
  settle(Number(bar.dataset.idle), Number(bar.dataset.longest));
  window.setInterval(look, 5000);
})();
