// 看不见的字: what the reader of a pasted text does not see goes, before its styles are lost.
// The same rule as `huiyin/web/hidden.py`; `huiyin/web/tests/hidden_cases.json` holds both.

const NEVER_SEEN =
  "del, w\\:del, comment, noscript, noframes, template, title, datalist, script, style, head, xml, object, video, audio, canvas, iframe, dialog:not([open])"
const COMMENT = /(?:^|\s)(?:MsoComment\w*|msocom\w*)/i
const PIXELS = { "": 1, px: 1, pt: 4 / 3, pc: 16, em: 16, rem: 16, cm: 38, mm: 3.8, in: 96, vw: 10, vh: 8, "%": 0.16 }
const TINY = 1.4
const FAR = -300
const FARTHER = 3000
const FAINT = 0.05
const FLATTENED = /scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)]|translate[xy3d]*\([^)]*-\d{3,}(?:px|pt|em|%|vw)/
const CLIPPED = /^(?:rect\(\s*[01]|inset\((?:50|100)%|(?:circle|ellipse)\(\s*0)/
const FONT = /(?:^|\s)(\.?\d[\d.]*(?:px|pt|em|%)?)(?=[/\s])/
const KNOWN_NAMES = /^(?:mso|wordsection|section\d|docs-internal|xl\d)/i
const NAMES = { white: [255, 255, 255], window: [255, 255, 255], black: [0, 0, 0], windowtext: [0, 0, 0] }
const LIKE = 8

// What is said, and of it what is said to be important.
const declared = (text) => {
  const said = [{}, {}]
  const plain = text.replace(/\/\*.*?\*\//gs, "").replace(/\\([0-9a-f]{1,6})\s?/gi, (_, code) => String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff)))
  for (const part of plain.split(";")) {
    const at = part.indexOf(":")
    const whole = part.slice(at + 1).trim().toLowerCase()
    const value = whole.replace(/\s*!\s*important$/, "")
    const told = value.replace(/calc\(([^()]*)\)/g, "$1").replace(/^['"]+|['"]+$/g, "")
    if (at > 0 && told) said[value === whole ? 0 : 1][part.slice(0, at).trim().toLowerCase()] = told
  }
  return said
}

const weightOf = (selector) => (selector.match(/#/g) || []).length * 100 + (selector.match(/[.[]/g) || []).length

const rulesOf = (page) => {
  const rules = []
  for (const sheet of page.querySelectorAll("style")) {
    const text = sheet.textContent
      .replace(/\/\*.*?\*\/|<!--|-->/gs, "")
      .replace(/@(?:charset|import|namespace)[^;{}]*;/g, "")
      .replace(/@media(?![^{]*\b(?:screen|all)\b)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/gi, "")
    for (const [, selectors, body] of text.matchAll(/([^{}]+)\{([^{}]*)\}/g))
      for (const selector of selectors.split(",")) rules.push([selector.trim(), declared(body), weightOf(selector)])
  }
  rules.sort((a, b) => a[2] - b[2])
  return rules.filter(([selector]) => {
    try {
      return selector && page.body.matches(`${selector}, *`)
    } catch {
      return false // @page, @font-face and what else no element can be
    }
  })
}

const pixels = (told = "") => {
  const found = /^(-?(?:\d+\.?\d*|\.\d+))(px|pt|pc|em|rem|cm|mm|in|vw|vh|%)?$/.exec(told)
  return found ? Number(found[1]) * PIXELS[found[2] || ""] : NaN
}

const number = (told = "") => Number.parseFloat(told) / (told.endsWith("%") ? 100 : 1)

// Red, green, blue and how opaque: names, digits, rgb and hsl, as the browser reads them.
const rgbaOf = (told) => {
  if (!CSS.supports("color", told)) return null
  const ink = document.createElement("canvas").getContext("2d")
  ink.fillStyle = told
  const digits = /^#(..)(..)(..)$/.exec(ink.fillStyle)
  if (digits) return [...digits.slice(1).map((pair) => parseInt(pair, 16)), 1]
  return (ink.fillStyle.match(/[\d.]+/g) || []).map(Number)
}

const colourOf = (told) => NAMES[told] || rgbaOf(told)?.slice(0, 3) || null

const isClear = (told) => rgbaOf(told)?.[3] === 0

const isPutAway = (style) =>
  style.display === "none" ||
  style["mso-hide"] === "all" ||
  (style["mso-element"] || "").startsWith("comment") ||
  style["mso-special-character"] === "comment" ||
  style["content-visibility"] === "hidden" ||
  number(style.opacity) < FAINT ||
  number(style.zoom) === 0 ||
  /opacity\(\s*0(?:\.0+)?%?\s*\)/.test(style.filter || "")

const isNought = (style, ...names) => names.some((name) => pixels(style[name]) === 0)

const isFar = (style, clips) => {
  const places = ["left", "top", "right", "bottom", "margin-left", "margin-top", "text-indent"].map((name) => style[name])
  const lengths = [...places, ...(style.inset || "").split(/\s+/), ...(style.margin || "").split(/\s+/)].map((place) => pixels(place))
  if (clips && (style["text-indent"] || "").endsWith("%")) lengths.push(FARTHER * number(style["text-indent"]) + FARTHER / 2)
  return lengths.some((length) => length < FAR || length > FARTHER)
}

const isWithoutRoom = (element, style) => {
  const clips = ["overflow", "overflow-x", "overflow-y"].some((name) => ["hidden", "clip"].includes(style[name]))
  const isRow = element.localName === "tr"
  const flat = isNought(style, "height", "max-height")
  if ((flat && (clips || isRow)) || (isRow && element.getAttribute("height") === "0")) return true
  if (clips && isNought(style, "width", "max-width", "line-height")) return true
  return isFar(style, clips) || CLIPPED.test((style.clip || "") + (style["clip-path"] || "")) || FLATTENED.test(style.transform || "")
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
  `${element.getAttribute("class") || ""} ${element.id}`.split(/\s+/).some((name) => name && !KNOWN_NAMES.test(name))

// In pixels; a part of what is around counts where it is next to nothing.
const fontSize = (style) => {
  const told = style["font-size"] || FONT.exec(`${style.font || ""} `)?.[1] || ""
  const size = pixels(told)
  return /(?:%|em)$/.test(told) && size > TINY ? NaN : size
}

const lookOf = (element, style, above) => {
  const look = { ...above }
  if (style.visibility && style.visibility !== "inherit") look.isHidden = ["hidden", "collapse"].includes(style.visibility)
  const size = fontSize(style)
  if (!Number.isNaN(size)) look.isTiny = size < TINY
  let colour = style["-webkit-text-fill-color"] || style.color || (element.localName === "font" && element.getAttribute("color")?.toLowerCase())
  if (!colour && !look.colour && style["mso-highlight"]) colour = "black" // 涂黑
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
      const isOut =
        column.getAttribute("width") === "0" ||
        isNought(style, "width") ||
        [style, styleOf(column.parentElement)].some((one) => isPutAway(one) || ["hidden", "collapse"].includes(one.visibility))
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
  const styleOf = (element) => {
    const said = rules.filter(([selector]) => element.matches(selector)).map(([, style]) => style)
    said.push(declared(element.getAttribute("style") || ""))
    return Object.assign({}, ...said.map(([style]) => style), ...said.map(([, important]) => important))
  }
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
