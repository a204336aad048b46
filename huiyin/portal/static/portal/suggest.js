// 搜索联想: suggestions below a search box while typing. Without this file the box searches as well.
"use strict";

(() => {
  const WAIT = 180;

  const attach = (box) => {
    const list = document.createElement("ul");
    const status = document.createElement("span");
    list.className = "suggest";
    list.id = `${box.id}-suggest`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "搜索联想");
    list.hidden = true;
    status.className = "unseen";
    status.setAttribute("role", "status");
    box.parentElement.append(list, status);
    box.parentElement.classList.add("suggest-around");
    // A combobox is a text field: on `type=search` HTML allows no such role. The key stays "search".
    box.type = "text";
    box.inputMode = "search";
    box.enterKeyHint = "search";
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", "false");

    let chosen = -1;
    let timer = 0;
    let asked = "";
    let underway = null;

    const close = () => {
      list.hidden = true;
      chosen = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };
    const mark = (place) => {
      const options = [...list.children];
      chosen = (place + options.length + 1) % (options.length + 1);
      if (chosen === options.length) chosen = -1;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
      if (chosen < 0) {
        box.removeAttribute("aria-activedescendant");
        box.value = asked;
      } else {
        box.setAttribute("aria-activedescendant", options[chosen].id);
        box.value = options[chosen].dataset.text;
      }
    };
    const take = (text) => {
      box.value = text;
      close();
      box.form.requestSubmit();
    };
    const show = (found) => {
      list.replaceChildren(
        ...found.map((item, at) => {
          const option = document.createElement("li");
          const kind = document.createElement("span");
          option.id = `${list.id}-${at}`;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.dataset.text = item.text;
          kind.className = "suggest__kind";
          kind.textContent = item.kind;
          option.append(document.createTextNode(item.text), kind);
          option.addEventListener("mousedown", (event) => {
            event.preventDefault();
            take(item.text);
          });
          return option;
        }),
      );
      chosen = -1;
      list.hidden = found.length === 0;
      box.setAttribute("aria-expanded", String(found.length > 0));
      status.textContent = found.length ? `有${found.length}条联想，用上下键选择` : "";
    };
    const ask = async () => {
      const text = box.value.trim();
      if (text === asked && !list.hidden) return;
      asked = box.value;
      if (underway) underway.abort();
      if (!text || text.length > 30) return close();
      underway = new AbortController();
      try {
        const answer = await fetch(`/search/suggest?q=${encodeURIComponent(text)}`, { signal: underway.signal });
        if (answer.ok && document.activeElement === box) show((await answer.json()).suggestions);
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    };

    let composing = false;
    const soon = () => {
      clearTimeout(timer);
      if (!composing) timer = setTimeout(ask, WAIT);
    };
    box.addEventListener("compositionstart", () => (composing = true));
    box.addEventListener("compositionend", () => {
      composing = false;
      soon();
    });
    box.addEventListener("input", soon);
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (event.key === "ArrowDown") mark(chosen + 1);
        else mark(chosen < 0 ? list.children.length - 1 : chosen - 1);
      } else if (event.key === "Escape") {
        event.preventDefault();
        box.value = asked;
        close();
      }
    });
  };

  for (const box of document.querySelectorAll('form[action="/search/"] input[name="q"]')) attach(box);
})();
