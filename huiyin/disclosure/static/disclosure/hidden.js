// 看不见的字: what the reader of a pasted text does not see goes, before its styles are lost.
// The same rule as `huiyin/web/hidden.py`; `huiyin/web/tests/hidden_cases.json` holds both.

const NEVER_SEEN = "del, noscript, template, title, datalist, script, style, head, xml"
const COMMENT = /(?:^|\s)(?:MsoComment\w*|msocom\w*)/i
const PIXELS = { "": 1, px: 1, pt: 4 / 3, em: 16, rem: 16, cm: 38, mm: 3.8, in: 96, "%": 0.16 }
const TINY = 1.4
const FAR = -300
const NAMES = { white: [255, 255, 255], window: [255, 255, 255], black: [0, 0, 0] }
const LIKE = 8

const declared = (text) => {
  const style = {}
  for (const part of text.split(";")) {
    const at = part.indexOf(":")
    const value = part.slice(at + 1).trim().toLowerCase().replace(/\s*!important$/, "").replace(/^['"]+|['"]+$/g, "")
    if (at > 0 && value) style[part.slice(0, at).trim().toLowerCase()] = value
  }
  return style
}

const rulesOf = (page) => {
  const rules = []
  for (const sheet of page.querySelectorAll("style")) {
    const text = sheet.textContent
      .replace(/\/\*.*?\*\/|<!--|-->/gs, "")
      .replace(/@media(?![^{]*\b(?:screen|all)\b)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/gi, "")
    for (const [, selectors, body] of text.matchAll(/([^{}]+)\{([^{}]*)\}/g))
      for (const selector of selectors.split(",")) rules.push([selector.trim(), declared(body)])
  }
  return rules.filter(([selector]) => {
    try {
      return selector && page.body.matches(`${selector}, *`)
    } catch {
      return false // @page, @font-face and what else no element can be
    }
  })
}

const pixels = (told = "") => {
  const found = /^(-?(?:\d+\.?\d*|\.\d+))(px|pt|em|rem|cm|mm|in|%)?$/.exec(told)
  return found ? Number(found[1]) * PIXELS[found[2] || ""] : NaN
}

const colourOf = (told) => {
  if (NAMES[told]) return NAMES[told]
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(told)?.[1]
  if (digits) return (digits.length === 3 ? [...digits].map((c) => c + c) : digits.match(/../g)).map((pair) => parseInt(pair, 16))
  const found = /^rgba?\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)/.exec(told)
  return found ? found.slice(1, 4).map(Number) : null
}

const isClear = (told) => told === "transparent" || /^rgba?\((?:\s*\d+[,\s]+){2}\d+[,/\s]+0(?:\.0+)?%?\s*\)$/.test(told)

const isPutAway = (style) =>
  style.display === "none" ||
  style["mso-hide"] === "all" ||
  (style["mso-element"] || "").startsWith("comment") ||
  style["mso-special-character"] === "comment" ||
  style["content-visibility"] === "hidden" ||
  Number.parseFloat(style.opacity) === 0

const isWithoutRoom = (element, style) => {
  const clips = ["hidden", "clip"].includes(style.overflow)
  const isRow = element.localName === "tr"
  const flat = pixels(style.height) === 0 || pixels(style["max-height"]) === 0
  if ((flat && (clips || isRow)) || (isRow && element.getAttribute("height") === "0")) return true
  if (clips && (pixels(style.width) === 0 || pixels(style["max-width"]) === 0)) return true
  if (["left", "top", "right", "margin-left", "margin-top", "text-indent"].some((name) => pixels(style[name]) < FAR)) return true
  return /^(?:rect\(\s*[01]|inset\((?:50|100)%)/.test((style.clip || "") + (style["clip-path"] || "")) || (style.transform || "").startsWith("scale(0)")
}

const isGone = (element, style) =>
  element.matches(NEVER_SEEN) ||
  element.hasAttribute("hidden") ||
  COMMENT.test(element.getAttribute("class") || "") ||
  (element.getAttribute("href") || "").startsWith("#cmnt") ||
  isPutAway(style) ||
  isWithoutRoom(element, style)

// A class or id that no style sheet at hand explains may give a ground to white words.
const hasUnknownLooks = (element, style) =>
  !Object.keys(style).length &&
  `${element.getAttribute("class") || ""} ${element.id}`.split(/\s+/).some((name) => name && !/^mso/i.test(name))

const fontSize = (style) => {
  const told = style["font-size"]
  if (told) return /%|em/.test(told) && told[0] !== "0" ? NaN : pixels(told)
  return /^0(?:px|pt)?[/\s]/.test(style.font || "") ? 0 : NaN
}

const lookOf = (element, style, above) => {
  const look = { ...above }
  if (style.visibility) look.isHidden = ["hidden", "collapse"].includes(style.visibility)
  const size = fontSize(style)
  if (!Number.isNaN(size)) look.isTiny = size < TINY
  const colour = style.color || (element.localName === "font" && element.getAttribute("color")?.toLowerCase())
  if (colour) Object.assign(look, { colour: colourOf(colour), isClear: isClear(colour) })
  const ground = style.background || style["background-color"] || element.getAttribute("bgcolor")?.toLowerCase()
  if (ground && !["none", "transparent", "initial", "inherit", "auto"].includes(ground)) look.ground = colourOf(ground.split(/\s+(?![^(]*\))/)[0])
  else if (hasUnknownLooks(element, style)) look.ground = null
  return look
}

const showsText = ({ isHidden, isTiny, isClear: clear, colour, ground }) =>
  !isHidden && !isTiny && !clear && (!colour || !ground || colour.some((part, at) => Math.abs(part - ground[at]) > LIKE))

const dropColumns = (page, styleOf) => {
  for (const table of page.querySelectorAll("table")) {
    const gone = new Set()
    let at = 0
    for (const column of table.querySelectorAll("col")) {
      const style = styleOf(column)
      const isOut = column.getAttribute("width") === "0" || pixels(style.width) === 0 || isPutAway(style) || ["hidden", "collapse"].includes(style.visibility)
      for (let count = column.span || 1; count; count -= 1, at += 1) if (isOut) gone.add(at)
    }
    if (!gone.size) continue
    const taken = new Set()
    ;[...table.rows].forEach((row, y) => {
      let x = 0
      for (const cell of [...row.cells]) {
        while (taken.has(`${x},${y}`)) x += 1
        const mine = Array.from({ length: cell.colSpan }, (_, n) => x + n)
        for (const column of mine) for (let down = 0; down < cell.rowSpan; down += 1) taken.add(`${column},${y + down}`)
        const left = mine.filter((column) => !gone.has(column))
        if (!left.length) cell.remove()
        else if (left.length < mine.length) cell.colSpan = left.length
        x += mine.length
      }
    })
    for (const column of table.querySelectorAll("colgroup, col")) column.remove()
  }
}

export const dropHidden = (page) => {
  const rules = rulesOf(page)
  const styleOf = (element) =>
    Object.assign({}, ...rules.filter(([selector]) => element.matches(selector)).map(([, style]) => style), declared(element.getAttribute("style") || ""))
  dropColumns(page, styleOf)
  const walk = (element, style, above) => {
    const look = lookOf(element, style, above)
    for (const child of [...element.childNodes]) {
      if (child.nodeType === Node.TEXT_NODE) {
        if (!showsText(look)) child.data = child.data && child.data !== child.data.trim() ? " " : ""
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        const own = styleOf(child)
        if (isGone(child, own) || (look.isHidden && child.localName === "img")) child.remove()
        else walk(child, own, look)
      }
    }
  }
  walk(page.body, styleOf(page.body), { isHidden: false, isTiny: false, isClear: false, colour: null, ground: [255, 255, 255] })
}
