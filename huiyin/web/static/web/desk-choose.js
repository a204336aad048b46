/* A long choice with a field above it: what is typed leaves the options that contain it. Without it: a plain select. */
(() => {
  "use strict";
  const NONE = "没有符合的";

  const texts = (option) => {
    const group = option.parentElement.label || "";
    return `${group} ${option.textContent}`.toLowerCase();
  };

  const equip = (select) => {
    const whole = [...select.children].map((child) => child.cloneNode(true));
    const field = document.createElement("input");
    const said = document.createElement("span");
    field.type = "search";
    field.className = "choose";
    field.autocomplete = "off";
    field.placeholder = "输入编码或文字查找";
    field.setAttribute("aria-label", "在选项中查找");
    field.setAttribute("aria-controls", select.id);
    said.className = "faint small";
    said.setAttribute("role", "status");
    select.before(field);
    select.after(said);

    const narrow = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = select.value;
      select.replaceChildren(...whole.map((child) => child.cloneNode(true)));
      for (const option of [...select.querySelectorAll("option")])
        if (option.value && !words.every((word) => texts(option).includes(word))) option.remove();
      for (const group of [...select.querySelectorAll("optgroup")]) if (!group.children.length) group.remove();
      const left = [...select.options].filter((option) => option.value);
      const kept = left.find((option) => option.value === chosen);
      select.value = kept ? chosen : words.length && left.length ? left[0].value : "";
      said.textContent = !words.length ? "" : left.length ? `${left.length} 项符合` : NONE;
      if (select.value !== chosen) select.dispatchEvent(new Event("input", { bubbles: true }));
    };
    field.addEventListener("input", narrow);
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "Enter") {
        event.preventDefault();
        select.focus();
      }
    });
  };

  for (const select of document.querySelectorAll("select[data-choose]")) equip(select);
})();
