// Comforts only: every page reads and sends without this file.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// 朗读: reads the document aloud with the voice of the visitor's own system.
const readable = document.querySelector("[data-readable]");
const reader = document.querySelector("[data-read-aloud]");
if (readable && reader && "speechSynthesis" in window) {
  const stop = () => {
    window.speechSynthesis.cancel();
    reader.textContent = "朗读";
    reader.setAttribute("aria-pressed", "false");
  };
  const start = () => {
    const blocks = readable.innerText.split(/\n+/).filter((line) => line.trim());
    blocks.forEach((line, place) => {
      const said = new SpeechSynthesisUtterance(line);
      said.lang = "zh-CN";
      said.rate = 0.9;
      if (place === blocks.length - 1) said.addEventListener("end", stop);
      window.speechSynthesis.speak(said);
    });
    reader.textContent = "停止朗读";
    reader.setAttribute("aria-pressed", "true");
  };
  reader.hidden = false;
  reader.addEventListener("click", () => (window.speechSynthesis.speaking ? stop() : start()));
  window.addEventListener("pagehide", stop);
}
