/* Keys and small comforts of the desk. Everything works without it. */
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll("[data-row]")];
  let here = -1;

  const typing = (target) =>
    target.closest("input, select, textarea, [contenteditable]") !== null;

  function go(step) {
    const all = rows();
    if (!all.length) return;
    if (all[here]) all[here].classList.remove("is-here");
    here = Math.min(Math.max(here + step, 0), all.length - 1);
    all[here].classList.add("is-here");
    all[here].querySelector("a[href]").focus({ preventScroll: true });
    all[here].scrollIntoView({ block: "nearest" });
  }

  const acts = {
    j: () => go(1),
    k: () => go(-1),
    "/": () => document.querySelector("#find").focus(),
    e: () => document.querySelector(".moves .move")?.click(),
    "?": () => {
      const keys = document.querySelector("#keys");
      keys.hidden = !keys.hidden;
    },
    Escape: () => {
      document.querySelector("#keys").hidden = true;
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(event.target)) event.target.blur();
    if (typing(event.target) || !document.querySelector("#find") || !acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });

  // on a phone the records come before the filters, and the rail shows where one is
  if (matchMedia("(max-width: 48rem)").matches)
    for (const fold of document.querySelectorAll("[data-fold]")) fold.open = false;
  if (matchMedia("(max-width: 60rem)").matches) {
    const door = document.querySelector(".rail [aria-current]");
    if (door) door.parentElement.scrollLeft = door.offsetLeft - door.parentElement.clientWidth / 3;
  }

  // select all rows of a list, and say how many are selected
  const everyone = document.querySelector("#pick-all");
  const picks = () => [...document.querySelectorAll("input[name=pk]")];
  const tally = () => {
    const said = document.querySelector("#picked");
    const count = picks().filter((pick) => pick.checked).length;
    if (said) said.textContent = count ? `已选 ${count} 项` : "勾选后可批量操作";
  };
  if (everyone) {
    everyone.closest("th").hidden = false;
    everyone.addEventListener("change", () => {
      for (const pick of picks()) pick.checked = everyone.checked;
      tally();
    });
    document.addEventListener("change", (event) => event.target.name === "pk" && tally());
    tally();
  }

  // a form that came in place gets the focus
  document.addEventListener("htmx:afterSettle", (event) => {
    const first = event.target.querySelector?.("[aria-invalid=true], .outgoing, input:not([type=hidden]), textarea, select, button");
    if (first && event.target.id === "move") first.focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]") || !document.querySelector("#move")) return;
    event.preventDefault();
    document.querySelector("#move").replaceChildren();
  });
})();
