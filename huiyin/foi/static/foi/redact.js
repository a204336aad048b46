/* Drawing boxes with the mouse, a finger or the keys. It fills in and sends the form beside the page. */
(() => {
  "use strict";
  const page = document.querySelector("#redact-page");
  const finger = document.querySelector("#redact-finger");
  if (!page) return;
  const SVG = "http://www.w3.org/2000/svg";
  const LEAST = 0.3; // per cent: less is a slip of the hand
  let start = null;
  let cross = null;

  const layer = () => document.querySelector("#redact-boxes");
  const form = () => document.querySelector("#redact-draw");
  const within = (value) => Math.min(Math.max(value, 0), 100);

  function place(event) {
    const frame = page.querySelector("img").getBoundingClientRect();
    return {
      x: within(((event.clientX - frame.left) / frame.width) * 100),
      y: within(((event.clientY - frame.top) / frame.height) * 100),
    };
  }

  function between(one, other) {
    return {
      x: Math.min(one.x, other.x),
      y: Math.min(one.y, other.y),
      width: Math.abs(one.x - other.x),
      height: Math.abs(one.y - other.y),
    };
  }

  function mark(name, kind, sides) {
    let shape = layer().querySelector(`.${kind}`);
    if (!shape) {
      shape = document.createElementNS(SVG, name);
      shape.setAttribute("class", kind);
      layer().append(shape);
    }
    for (const [side, value] of Object.entries(sides)) shape.setAttribute(side, `${value}%`);
  }

  const rub = (kind) => layer().querySelectorAll(`.${kind}`).forEach((shape) => shape.remove());

  function stop() {
    start = null;
    rub("drawing");
  }

  function send(sides) {
    if (sides.width < LEAST || sides.height < LEAST) return stop();
    const boxForm = form();
    for (const [side, value] of Object.entries(sides)) {
      boxForm.elements[side].value = Math.min(value, 100).toFixed(3);
    }
    // rounding must not lead beyond the page
    for (const [at, long] of [["x", "width"], ["y", "height"]]) {
      const room = 100 - Number(boxForm.elements[at].value);
      if (Number(boxForm.elements[long].value) > room) boxForm.elements[long].value = room.toFixed(3);
    }
    start = null;
    boxForm.querySelector("button[value=add]").click(); // htmx knows its button by the click
  }

  page.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    if (event.pointerType === "touch" && !page.classList.contains("is-finger")) return;
    event.preventDefault();
    page.focus({ preventScroll: true });
    page.setPointerCapture(event.pointerId);
    stop();
    start = place(event);
  });
  page.addEventListener("pointermove", (event) => {
    if (start && page.hasPointerCapture(event.pointerId)) mark("rect", "drawing", between(start, place(event)));
  });
  page.addEventListener("pointerup", (event) => {
    if (start && page.hasPointerCapture(event.pointerId)) send(between(start, place(event)));
  });
  page.addEventListener("pointercancel", stop);

  function drawCross() {
    const lines = {
      across: { x1: 0, x2: 100, y1: cross.y, y2: cross.y },
      down: { x1: cross.x, x2: cross.x, y1: 0, y2: 100 },
    };
    rub("cross");
    for (const sides of Object.values(lines)) {
      const line = document.createElementNS(SVG, "line");
      line.setAttribute("class", "cross");
      for (const [side, value] of Object.entries(sides)) line.setAttribute(side, `${value}%`);
      layer().append(line);
    }
  }

  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  page.addEventListener("keydown", (event) => {
    if (event.target !== page) return;
    const step = STEPS[event.key];
    if (step) {
      const wide = event.shiftKey ? 5 : event.altKey ? 0.2 : 1;
      cross = cross ?? { x: 10, y: 10 };
      cross = { x: within(cross.x + step[0] * wide), y: within(cross.y + step[1] * wide) };
      drawCross();
      if (start) mark("rect", "drawing", between(start, cross));
    } else if (event.key === "Enter" && cross) {
      if (start) {
        rub("cross");
        send(between(start, cross));
      } else start = { ...cross };
    } else if (event.key === "Escape") {
      stop();
      rub("cross");
      cross = null;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  finger.addEventListener("click", () => {
    const on = page.classList.toggle("is-finger");
    finger.setAttribute("aria-pressed", String(on));
    finger.textContent = on ? "正在画框，点这里恢复滚动" : "用手指画框";
  });

  // a box in the list and its place on the page show each other
  document.addEventListener("pointerover", (event) => {
    const box = event.target.closest?.("[data-box]")?.dataset.box;
    document.querySelectorAll("[data-box]").forEach((one) => {
      one.classList.toggle("is-here", one.dataset.box === box);
    });
  });

  // a box that was drawn but not yet accepted (no ground chosen) stays in sight
  document.addEventListener("htmx:afterSettle", () => {
    const fields = form()?.elements;
    if (!fields || !fields.width.value || !fields.x.value) return;
    mark("rect", "drawing", {
      x: fields.x.value, y: fields.y.value, width: fields.width.value, height: fields.height.value,
    });
  });

  page.tabIndex = 0;
  page.setAttribute("role", "application");
  page.setAttribute("aria-label", page.dataset.scriptLabel);
  page.classList.add("is-live");
  document.querySelector("#redact-bar").hidden = false;
})();
