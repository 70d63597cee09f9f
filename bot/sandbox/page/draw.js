"use strict";

// A message as elements. What people and the bot wrote is put in as text, never as markup.
// `write` and `tap` are in app.js.

const unveiled = new Set(); // message ids whose picture was uncovered

function make(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// Text with entities. Offsets are UTF-16 units, which is what JavaScript counts.

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

function wrap(entity, text) {
  if (TAGS[entity.type]) return make(TAGS[entity.type]);
  if (entity.type === "spoiler") {
    const veil = make("span", { className: "veiled", tabIndex: 0, role: "button", "aria-label": "Hidden text" });
    const lift = () => {
      veil.className = "";
      for (const name of ["role", "tabindex", "aria-label"]) veil.removeAttribute(name);
    };
    veil.addEventListener("click", lift);
    veil.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") lift(); });
    return veil;
  }
  if (entity.type === "bot_command") {
    const button = make("button", { type: "button", className: "command" });
    button.addEventListener("click", () => write(text));
    return button;
  }
  const address = entity.type === "text_link" ? entity.url : entity.type === "url" ? text : "";
  if (/^(https?|mailto|tel|tg):/i.test(address)) {
    return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" });
  }
  return make("span");
}

function formatted(text, entities) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  let next = 0;
  const fill = (parent, start, end) => {
    let at = start;
    while (next < sorted.length && sorted[next].offset < end) {
      const entity = sorted[next++];
      const first = Math.max(entity.offset, at);
      const last = Math.min(entity.offset + entity.length, end);
      if (last <= first) continue;
      parent.append(text.slice(at, first));
      const inner = wrap(entity, text.slice(first, last));
      fill(inner, first, last);
      parent.append(inner);
      at = last;
    }
    parent.append(text.slice(at, end));
  };
  const body = make("div", { className: "body" });
  fill(body, 0, text.length);
  return body;
}

// Messages

const address = (file) => `/sandbox/files/${encodeURIComponent(file.file_id)}`;

function picture(message) {
  const file = message.photo || message.animation;
  const film = message.animation && (file.mime || "").startsWith("video/");
  const about = message.photo ? "Photo" : "Animation";
  const media = film
    ? make("video", { src: address(file), controls: true, loop: true, muted: true })
    : make("img", { src: address(file), alt: `${about} from ${message.from === "bot" ? "the bot" : "you"}` });
  if (file.width && file.height) media.style.aspectRatio = `${file.width} / ${file.height}`;
  const frame = make("div", { className: "picture" }, media);
  if (message.spoiler && !unveiled.has(message.id)) {
    frame.classList.add("covered");
    const lift = make("button", { type: "button", textContent: `Show ${about.toLowerCase()}` });
    lift.addEventListener("click", () => {
      unveiled.add(message.id);
      frame.classList.remove("covered");
      lift.remove();
    });
    frame.append(lift);
  }
  return frame;
}

function other(message) {
  if (message.document) {
    const { name, size } = message.document;
    return make("p", {}, make("a", { href: address(message.document), download: name || "file" }, name || "File"),
      ` ${Math.ceil((size || 0) / 1024)} kB`);
  }
  if (message.sticker) return make("p", {}, `Sticker ${message.sticker.emoji || ""}`);
  if (message.voice) return make("p", {}, `Voice message, ${message.voice.duration} s`);
  if (message.location) return make("p", {}, "Location");
  return message.contact ? make("p", {}, `Contact ${message.contact.first_name}`) : "";
}

function keyboard(message) {
  const rows = make("div", { className: "rows" });
  for (const row of message.buttons) {
    const line = make("div");
    for (const { text, data, url } of row) {
      if (url) {
        const safe = /^(https?|tg):/i.test(url) ? url : "#";
        line.append(make("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, text));
        continue;
      }
      const button = make("button", { type: "button", disabled: data === null }, text);
      button.addEventListener("click", attempt(() => tap(message.id, data, button)));
      line.append(button);
    }
    rows.append(line);
  }
  return rows;
}

function draw(message) {
  const bubble = make("div", { className: "bubble" });
  if (message.photo || message.animation) bubble.append(picture(message));
  bubble.append(other(message));
  bubble.append(formatted(message.text || message.caption, message.entities));
  const date = new Date(message.date * 1000);
  const when = date.toLocaleString([], { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const time = make("time", { className: "when", dateTime: date.toISOString() }, when + (message.edited ? ", edited" : ""));
  bubble.append(time);
  const item = make("li", { className: message.from, tabIndex: -1, "aria-label": message.from === "bot" ? "Bot" : "You" }, bubble);
  if (message.buttons.length) {
    item.classList.add("keys");
    item.append(keyboard(message));
  }
  return item;
}
