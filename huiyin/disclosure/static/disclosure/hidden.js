// 看不见的字: what the reader of a pasted text does not see goes, before its styles are lost.
// The same rule as `huiyin/web/hidden.py`; `huiyin/web/tests/hidden_cases.json` holds both.

import { declared, resolved, rulesOf } from "./stylesheets.js"

const NEVER_SEEN =
  "del, w\\:del, comment, noscript, noframes, template, title, datalist, script, style, head, xml, object, video, audio, canvas, iframe, desc, metadata, defs, annotation, annotation-xml, meter, progress, dialog:not([open]), [hidden], [popover], input[type=hidden], tr[height='0']"
const COMMENT = /(?:^|\s)(?:MsoComment\w*|msocom\w*)/i
const PIXELS = { "": 1, px: 1, pt: 4 / 3, pc: 16, em: 16, rem: 16, cm: 38, mm: 3.8, in: 96, vw: 10, vh: 8, "%": 0.16 }
const TINY = 2.7
const NO_ROOM = 1.4
const FAR = -300
const FARTHER = 3000
const FAINT = 0.05
const FLATTENED = /scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)]|translate[xy3d]*\([^)]*-\d{3,}(?:px|pt|em|%|vw)|rotate[xy]\(\s*-?90deg/
const CLIPPED =
  /^(?:rect\(\s*[01]|inset\((?:50|100)%|(?:circle|ellipse)\(\s*0|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*(?:,\s*0(?:px|%)?\s+0(?:px|%)?\s*)*\))/
const FONT = /(?:^|\s)(\.?\d[\d.]*(?:px|pt|em|%)?)(?=[/\s])/
const KNOWN_NAMES = /^(?:mso|wordsection|section\d|docs-internal|xl\d|right$)/i
const NAMES = { window: [255, 255, 255, 1], windowtext: [0, 0, 0, 1], canvas: [255, 255, 255, 1], canvastext: [0, 0, 0, 1] }
const INHERITED = ["inherit", "unset", "currentcolor"]
const NO_GROUND = ["none", "transparent", "initial", "inherit", "auto", "unset"]
const BRIGHT =
  /^(?:(?:ok)?l(?:ab|ch)\(\s*(?:1(?:\.0+)?|0?\.9[89]\d*|100%|9[89](?:\.\d+)?%?|100)[\s,)]|color\(\s*[\w-]+\s+(?:1|100%)\s+(?:1|100%)\s+(?:1|100%)\s*[/)]|hwb\(\s*[\d.]+(?:deg)?\s+(?:100|9[89])%)/
const FIRST_OF = /^(?:light-dark\(|color-mix\(\s*in\s+[^,]+,)\s*([^,()\s]+(?:\([^()]*\))?)/
const PLACES = ["left", "top", "right", "bottom", "margin-left", "margin-top", "text-indent"]
const LIKE = 8
const WIDE = 240
const BLOCKS = "p, div, table, ul, ol, li, dl, h1, h2, h3, h4, h5, h6, blockquote, pre, section, article, figure, hr, form"

const number = (text = "") => (/^[-+]?[\d.]+%?$/.test(text) ? Number.parseFloat(text) / (text.endsWith("%") ? 100 : 1) : NaN)

// A length, or the result of a simple sum.
const pixels = (text = "") => {
  const length = /^([-+]?(?:\d+\.?\d*|\.\d+))(px|pt|pc|em|rem|cm|mm|in|vw|vh|%)?$/.exec(text)
  if (length) return Number(length[1]) * PIXELS[length[2] || ""]
  const sum = /^(calc|min|max|clamp)\(([^()]*)\)$/.exec(text)
  if (!sum) return NaN
  if (sum[1] === "calc") return /(?<![\d.])0(?:\.0+)?[a-z%]*\s*\*|\*\s*0(?:\.0+)?(?![\d.])/.test(sum[2]) ? 0 : NaN
  const parts = sum[2].split(",").map((part) => pixels(part.trim()))
  if (sum[1] === "clamp") return Math.max(parts[0], Math.min(...parts.slice(1)))
  return sum[1] === "min" ? Math.min(...parts) : Math.max(...parts)
}

// Red, green, blue and how opaque: names, digits, rgb and hsl, as the browser reads them.
const rgbaOf = (text) => {
  const mixed = FIRST_OF.exec(text)
  if (mixed) return rgbaOf(mixed[1])
  if (BRIGHT.test(text)) return [255, 255, 255, 1]
  if (NAMES[text]) return NAMES[text]
  if (!CSS.supports("color", text)) return null
  const ink = document.createElement("canvas").getContext("2d")
  ink.fillStyle = text
  const digits = /^#(..)(..)(..)$/.exec(ink.fillStyle)
  if (digits) return [...digits.slice(1).map((pair) => parseInt(pair, 16)), 1]
  return /^rgba?\(/.test(ink.fillStyle) ? ink.fillStyle.match(/[\d.]+/g).map(Number) : null
}

const colourOf = (text) => rgbaOf(text)?.slice(0, 3) || null

const isClear = (text) => (rgbaOf(text)?.[3] ?? 1) < FAINT

const isPutAway = (style) =>
  style.display === "none" ||
  style["mso-hide"] === "all" ||
  (style["mso-element"] || "").startsWith("comment") ||
  style["mso-special-character"] === "comment" ||
  style["content-visibility"] === "hidden" ||
  number(style.opacity) < FAINT ||
  number(style.zoom) === 0 ||
  /opacity\(\s*0(?:\.0+)?%?\s*\)/.test(style.filter || "")

const isLeast = (style, most, ...names) => names.some((name) => pixels(style[name]) >= 0 && pixels(style[name]) <= most)

const isFar = (style, clips) => {
  const places = PLACES.map((name) => style[name])
  for (const name of ["inset", "margin", "translate"]) places.push(...(style[name] || "").split(/\s+/))
  const lengths = places.map((place) => pixels(place))
  if (clips && (style["text-indent"] || "").endsWith("%")) lengths.push(FARTHER * number(style["text-indent"]) + FARTHER / 2)
  return lengths.some((length) => length < FAR || length > FARTHER)
}

const isWithoutRoom = (style, isRow = false) => {
  const clips = ["overflow", "overflow-x", "overflow-y"].some((name) => ["hidden", "clip"].includes(style[name]))
  if (isRow && isLeast(style, 0, "height", "max-height")) return true
  if (clips && isLeast(style, NO_ROOM, "height", "max-height", "width", "max-width")) return true
  if (clips && isLeast(style, 0, "line-height")) return true
  return (
    isFar(style, clips) ||
    CLIPPED.test((style.clip || "") + (style["clip-path"] || "")) ||
    FLATTENED.test(style.transform || "") ||
    number((style.scale || "").split(" ")[0]) === 0
  )
}

const isGone = (element, style) =>
  element.matches(NEVER_SEEN) ||
  COMMENT.test(element.getAttribute("class") || "") ||
  (element.getAttribute("href") || "").startsWith("#cmnt") ||
  isPutAway(style) ||
  isWithoutRoom(style, element.localName === "tr")

// A class or id that no style sheet at hand explains may give a ground to white words.
const hasUnknownLooks = (element, style) =>
  !Object.keys(style).length &&
  `${element.getAttribute("class") || ""} ${element.id}`.split(/\s+/).some((name) => name && !KNOWN_NAMES.test(name))

// In pixels; a part of what is around counts where it is next to nothing.
const fontSize = (style) => {
  const text = style["font-size"] || FONT.exec(`${style.font || ""} `)?.[1] || ""
  const size = pixels(text)
  return /(?:%|em)$/.test(text) && size > TINY ? NaN : size
}

// Where the lines of an element stand, if it says so.
const sideOf = (element, style) => {
  if (element.localName === "center") return "center"
  const said = style["text-align"] || (element.getAttribute("align") || "").toLowerCase()
  if (["", "inherit", "unset"].includes(said) || element.matches("img, table, iframe")) return ""
  return ["end", "-webkit-right"].includes(said) ? "right" : said
}

const PLAIN = { isHidden: false, isTiny: false, isClear: false, colour: null, ground: [255, 255, 255], side: "", variables: {} }

// What the element hands down, and its style with the values of its variables.
const lookOf = (element, said, above) => {
  const [style, variables] = resolved(said, above.variables)
  const look = { ...above, variables, side: sideOf(element, style) || above.side }
  if (style.visibility && !["inherit", "unset"].includes(style.visibility)) look.isHidden = ["hidden", "collapse"].includes(style.visibility)
  const size = fontSize(style)
  if (!Number.isNaN(size)) look.isTiny = size < TINY
  let colour = style["-webkit-text-fill-color"] || style.color || (element.localName === "font" && element.getAttribute("color")?.toLowerCase())
  if (!colour && !look.colour && style["mso-highlight"]) colour = "black" // 涂黑
  if (colour && !INHERITED.includes(colour)) Object.assign(look, { colour: colourOf(colour), isClear: isClear(colour) })
  const ground = style.background || style["background-color"] || element.getAttribute("bgcolor")?.toLowerCase()
  if (ground && !NO_GROUND.includes(ground)) look.ground = colourOf(ground.split(/\s+(?![^(]*\))/)[0])
  else if (hasUnknownLooks(element, style)) look.ground = null
  return [look, style]
}

const showsText = ({ isHidden, isTiny, isClear: clear, colour, ground }) =>
  !isHidden && !isTiny && !clear && (!colour || !ground || colour.some((part, at) => Math.abs(part - ground[at]) > LIKE))

// Whether words with nothing but this style are unseen on white.
const hidesAlone = (said) => {
  const [look, style] = lookOf(document.createElement("p"), said, PLAIN)
  return !showsText(look) || isPutAway(style) || isWithoutRoom(style)
}

const dropColumns = (page, styleOf) => {
  for (const table of page.querySelectorAll("table")) {
    const gone = new Set()
    let at = 0
    for (const column of table.querySelectorAll("col")) {
      const style = styleOf(column)
      const isOut =
        column.getAttribute("width") === "0" ||
        isLeast(style, 0, "width") ||
        [column, column.parentElement].some((one) => one.hidden) ||
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

// A wide indent, or a tab to a stop at the right.
const isFarIn = (element, style) => {
  const margins = (style.margin || "").split(/\s+/)
  const left = style["margin-left"] || (margins.length === 4 ? margins[3] : "")
  if ((pixels(left) || 0) + (pixels(style["text-indent"]) || 0) >= WIDE) return true
  const first = [...element.childNodes].find((node) => node.nodeType === Node.ELEMENT_NODE || (node.nodeType === Node.TEXT_NODE && node.data.trim()))
  return /mso-tab-count/.test(first?.getAttribute?.("style") || "") && /\bright\b/.test(style["tab-stops"] || "")
}

// 靠右: the class for lines at the right margin, as a signature and its date stand; no other class stays.
const markRight = (seen) => {
  for (const [element, style, side] of seen) {
    const isLine =
      element.localName === "p" ||
      (element.localName === "div" && side === "right" && !element.querySelector(BLOCKS) && element.textContent.trim())
    if (!isLine) continue
    const isRight = !element.closest("table, li") && (side === "right" || (side !== "center" && isFarIn(element, style)))
    const line = element.ownerDocument.createElement("p")
    if (isRight || element.classList.contains("right")) line.className = "right"
    for (const name of ["style", "id"]) if (element.hasAttribute(name)) line.setAttribute(name, element.getAttribute(name))
    line.append(...element.childNodes)
    element.replaceWith(line)
  }
}

export const dropHidden = (page) => {
  const rules = rulesOf(page, hidesAlone)
  const styleOf = (element) => {
    const said = rules.filter(([selector]) => element.matches(selector)).map(([, style]) => style)
    said.push(declared(element.getAttribute("style") || ""))
    return Object.assign({}, ...said.map(([style]) => style), ...said.map(([, important]) => important))
  }
  const gone = []
  const seen = []
  const walk = (element, look, style) => {
    seen.push([element, style, look.side])
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        if (!showsText(look)) child.data = child.data && child.data !== child.data.trim() ? " " : ""
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        const [inner, own] = lookOf(child, styleOf(child), look)
        if (isGone(child, own) || (look.isHidden && child.localName === "img")) gone.push(child)
        else walk(child, inner, own)
      }
    }
  }
  const [outer] = lookOf(page.documentElement, styleOf(page.documentElement), PLAIN)
  walk(page.body, ...lookOf(page.body, styleOf(page.body), outer))
  dropColumns(page, (element) => resolved(styleOf(element), {})[0])
  for (const element of gone) element.remove()
  markRight(seen.filter(([element]) => element !== page.body))
}
