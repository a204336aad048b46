/* 接线登记台 by the keyboard alone. Everything works without it, step by step. */
(() => {
  "use strict";
  const form = document.querySelector("#call");
  if (!form) return;
  const field = (name) => form.elements.namedItem(name);
  const part = (name) => form.querySelector(`[data-part=${name}]`);
  const composing = (event) => event.isComposing || event.keyCode === 229;

  // What stands beside the form. A later question makes the answer to an earlier one worthless.
  const asked = new Map();
  async function ask(name) {
    const body = new FormData();
    for (const one of ["csrfmiddlewaretoken", "agency", "caller_phone", "place", "content", "subject", "request_kind"])
      if (field(one)) body.set(one, field(one).value);
    if (field("is_confidential")?.checked) body.set("is_confidential", "on");
    const turn = (asked.get(name) || 0) + 1;
    asked.set(name, turn);
    const answer = await fetch(form.dataset.beside.replace("caller", name), { method: "POST", body });
    if (!answer.ok || answer.redirected || asked.get(name) !== turn) return;
    part(name).innerHTML = await answer.text();
    if (name === "places") unfold();
  }
  const timers = new Map();
  const soon = (name, pause) => {
    window.clearTimeout(timers.get(name));
    timers.set(name, window.setTimeout(() => ask(name).catch((error) => console.warn(error)), pause));
  };

  // The number is looked up once it is whole: each look is written down.
  let looked = "";
  const lookUp = () => {
    const number = field("caller_phone").value.replace(/\D/g, "");
    if (number === looked) return;
    looked = number;
    part("caller").replaceChildren();
    if (number.length >= 7) soon("caller", 0);
  };
  field("caller_phone").addEventListener("change", lookUp);
  field("caller_phone").addEventListener("input", () => {
    if (/^1[3-9]\d{9}$/.test(field("caller_phone").value.replace(/\s/g, ""))) lookUp();
  });
  form.addEventListener("input", () => {
    for (const one of part("similar").querySelectorAll(".alike li"))
      one.classList.toggle("is-same", one.querySelector("[name=pick]")?.value === `same_as:${field("same_as")?.value}`);
  });
  for (const name of ["content", "place", "subject", "request_kind", "is_confidential"])
    field(name)?.addEventListener("input", () => soon("similar", 600));

  // Places: arrows choose, Enter takes, Escape closes.
  const place = field("place");
  place.setAttribute("role", "combobox");
  place.setAttribute("aria-expanded", "false");
  place.setAttribute("aria-controls", "places");
  place.setAttribute("autocomplete", "off");
  const options = () => [...part("places").querySelectorAll("[role=option]")];
  const chosen = () => options().findIndex((one) => one.getAttribute("aria-selected") === "true");
  const unfold = () => {
    if (document.activeElement !== place) return fold();
    place.setAttribute("aria-expanded", String(options().length > 0));
  };
  const fold = () => {
    part("places").replaceChildren();
    place.setAttribute("aria-expanded", "false");
    place.removeAttribute("aria-activedescendant");
  };
  const choose = (step) => {
    const all = options();
    if (!all.length) return;
    const next = (chosen() + step + all.length) % all.length;
    all.forEach((one, at) => one.setAttribute("aria-selected", String(at === next)));
    place.setAttribute("aria-activedescendant", all[next].id);
  };
  const take = (name, value) => {
    const wanted = field(name);
    if (!wanted) return;
    wanted.value = value;
    wanted.dispatchEvent(new Event("input", { bubbles: true }));
    if (name === "place") fold();
    window.clearTimeout(timers.get("places"));
  };
  place.addEventListener("input", (event) => {
    if (!composing(event)) soon("places", 150);
  });
  place.addEventListener("compositionend", () => soon("places", 150));
  place.addEventListener("blur", (event) => {
    if (!part("places").contains(event.relatedTarget)) fold();
  });
  form.addEventListener("mousedown", (event) => {
    if (event.target.closest("[role=option]")) event.preventDefault(); // the field keeps the focus
  });
  form.addEventListener("click", (event) => {
    const pick = event.target.closest("[name=pick]");
    if (!pick) return;
    event.preventDefault();
    const [name, ...value] = pick.value.split(":");
    take(name, value.join(":"));
    field(name)?.focus();
  });

  const onward = (from) => {
    const all = [...form.querySelectorAll(".field :is(input, select, textarea)")];
    all[all.indexOf(from) + 1]?.focus();
  };
  function end(button) {
    const needed = button.dataset.needs && field(button.dataset.needs);
    if (needed && !needed.value.trim()) return needed.focus();
    form.requestSubmit(button);
  }
  const keys = Object.fromEntries([...form.querySelectorAll("button[data-key]")].map((one) => [one.dataset.key, () => end(one)]));
  // The same as the likeliest one; pressed again the next, after the last none.
  keys.F2 = () => {
    const same = [...part("similar").querySelectorAll("[value^='same_as:']")].map((one) => one.value.slice("same_as:".length));
    if (field("same_as") && same.length) take("same_as", same[same.indexOf(field("same_as").value) + 1] || "");
  };
  keys.F4 = () => document.querySelector("[data-new-call]").click();
  const named = (event) => (event.ctrlKey && event.key === "Enter" ? "Ctrl+Enter" : event.key);

  document.addEventListener("keydown", (event) => {
    if (composing(event) || event.altKey || event.metaKey || event.shiftKey) return;
    const act = (event.ctrlKey ? event.key === "Enter" : true) && keys[named(event)];
    if (!act) return;
    event.preventDefault();
    act();
  });
  form.addEventListener("keydown", (event) => {
    if (composing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    const isPlace = event.target === place;
    if (isPlace && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (isPlace && event.key === "Escape" && options().length) {
      event.preventDefault();
      event.stopPropagation();
      fold();
    } else if (event.key === "Enter" && event.target.matches("input, select")) {
      event.preventDefault();
      const picked = isPlace && options()[chosen()];
      if (picked) take("place", picked.value.slice("place:".length));
      if (isPlace) fold();
      onward(event.target);
    }
  });

  // What the server has not got yet stays in this tab alone, and goes when it has it: other people
  // sit at this seat, too, so nothing is written where a closed tab would leave it.
  const UNSAVED = "huiyin-call ";
  const here = UNSAVED + form.getAttribute("action");
  const remember = () => {
    const typed = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "form_key", "agency"].includes(name));
    sessionStorage.setItem(here, JSON.stringify(typed));
  };
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(UNSAVED) && key !== here) sessionStorage.removeItem(key);
  const left = JSON.parse(sessionStorage.getItem(here) || "null");
  if (left) {
    for (const [name, value] of left) {
      const one = field(name);
      if (one && one.type === "checkbox") one.checked = true;
      else if (one) one.value = value;
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.addEventListener("input", remember);
  const forget = () => sessionStorage.removeItem(here);
  form.addEventListener("kept", forget);
  document.querySelector(".restored form")?.addEventListener("submit", forget);

  const wrong = form.querySelector(".errors");
  if (wrong) wrong.focus();
  else if (!document.querySelector(".restored")) field("caller_phone").focus();
  if (field("content").value) soon("similar", 0);
})();
