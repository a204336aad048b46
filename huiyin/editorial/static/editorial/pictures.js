// Gives the chosen picture back to the editor that opened this window.
(() => {
  const number = document.querySelector("[data-number]")?.dataset.number
  const give = (element) => {
    const tools = window.opener?.CKEDITOR?.tools
    if (!number || !tools) return
    tools.callFunction(number, element.dataset.chosen, { alternative_text: element.dataset.words })
    window.close()
  }
  const chosen = document.querySelector(".said[data-chosen]")
  if (chosen) give(chosen)
  for (const button of document.querySelectorAll("button[data-chosen]")) button.addEventListener("click", () => give(button))
})()
