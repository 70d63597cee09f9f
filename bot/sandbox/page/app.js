"use strict";

// The page of the sandbox. What people and the bot wrote is put in as text, never as markup.

const $ = (id) => document.getElementById(id);
const shown = new Map(); // message id -> {json, node}
const unveiled = new Set(); // message ids whose picture was uncovered
let person = Number(location.hash.slice(1)) || 0;
let people = [];
let newest = 0;
const taps = new Map(); // query id -> button

async function ask(path, options = {}) {
  const answer = await fetch(`/sandbox/${path}`, options);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error || `The sandbox answered ${answer.status}.`);
  return body;
}

const send = (path, body) => ask(path, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
});

function attempt(work) {
  return async (...given) => {
    try {
      return await work(...given);
    } catch (error) {
      toast(error.message);
    }
  };
}

function make(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

let toastTimer = 0;
function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = !text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 6000);
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

async function refresh() {
  if (!person) return;
  const mine = person;
  const messages = await ask(`chats/${mine}/messages`);
  if (mine !== person) return;
  const area = $("chat");
  const low = area.scrollHeight - area.scrollTop - area.clientHeight < 120;
  const before = shown.size;
  const left = new Set(shown.keys());
  for (const message of messages) {
    left.delete(message.id);
    const json = JSON.stringify(message);
    const old = shown.get(message.id);
    if (old && old.json === json) continue;
    const node = draw(message);
    if (old) {
      const focused = old.node.contains(document.activeElement);
      old.node.replaceWith(node);
      if (focused) (node.querySelector(".rows button") || node).focus({ preventScroll: true });
    } else {
      $("messages").append(node);
    }
    shown.set(message.id, { json, node });
  }
  for (const id of left) {
    shown.get(id).node.remove();
    shown.delete(id);
  }
  if (low || shown.size > before) area.scrollTop = area.scrollHeight;
}

// What a person does

const write = attempt(async (text) => {
  if (text.trim()) await send(`chats/${person}/text`, { text });
});

async function tap(messageId, data, button) {
  button.setAttribute("aria-busy", "true");
  const made = await send(`chats/${person}/tap`, { message_id: messageId, data });
  taps.set(made.query_id, button);
  setTimeout(() => button.removeAttribute("aria-busy"), 10000);
}

function answered(event) {
  const button = taps.get(event.query_id);
  if (!button) return;
  taps.delete(event.query_id);
  button.removeAttribute("aria-busy");
  if (event.text && event.show_alert) {
    $("alert-text").textContent = event.text;
    if (!$("alert").open) $("alert").showModal();
  } else if (event.text) {
    toast(event.text);
  }
}

const sendPhotos = attempt(async (files) => {
  const form = new FormData();
  for (const file of files) form.append("photo", file);
  await ask(`chats/${person}/photo`, { method: "POST", body: form });
});

// Who, when, and the bot

function clock(now) {
  const date = new Date(now * 1000);
  $("clock").textContent = date.toLocaleDateString([], { weekday: "short", day: "numeric", month: "short", year: "numeric" });
}

async function look() {
  people = await ask("chats");
  if (!people.some((one) => one.id === person)) person = people.length ? people.at(-1).id : 0;
  $("people").replaceChildren(...people.map((one) => make("option", { value: one.id, selected: one.id === person }, one.name)));
  const me = people.find((one) => one.id === person);
  arriving(!me);
  const about = await ask(`about?language=${encodeURIComponent(me ? me.language_code : "")}`);
  $("bot-name").textContent = about.name || "The bot";
  $("empty").textContent = about.connected
    ? about.description || "Press Start to begin."
    : "No bot has called this sandbox yet. What you send waits for it.";
  $("empty").hidden = shown.size > 0;
  $("menu").hidden = !about.commands.length || !me || !me.started || me.blocked;
  $("commands").replaceChildren(...about.commands.map(({ command, description }) => {
    const button = make("button", { type: "button" }, `/${command} `, make("small", {}, description));
    button.addEventListener("click", () => { $("menu").open = false; write(`/${command}`); });
    return make("li", {}, button);
  }));
  $("composer").hidden = !me || me.blocked || !me.started;
  $("start").hidden = !me || me.started;
  $("unblock").hidden = !me || !me.blocked;
  $("block").hidden = !me || me.blocked || !me.started;
}

function arriving(yes) {
  $("arrive").hidden = !yes;
  $("chat").hidden = $("write").hidden = yes;
  $("back").hidden = !people.length;
}

async function choose(id) {
  person = id;
  history.replaceState(null, "", `#${id}`);
  shown.clear();
  $("messages").replaceChildren();
  await refresh();
  await look();
}

async function follow() {
  for (;;) {
    try {
      const { events, newest: last, now } = await ask(`events?after=${newest}&timeout=25`);
      newest = last;
      clock(now);
      const mine = events.filter((event) => event.chat === person);
      if (mine.some((event) => event.kind === "message" || event.kind === "edited" || event.kind === "deleted")) await refresh();
      mine.filter((event) => event.kind === "answer").forEach(answered);
      const doing = mine.at(-1)?.kind === "action" ? "The bot is writing …" : "";
      $("typing").textContent = doing;
      if (events.some((event) => event.kind !== "action" && event.kind !== "answer")) await look();
    } catch {
      toast("The sandbox does not answer. Is it still running?");
      await new Promise((later) => setTimeout(later, 2000));
      newest = 0;
    }
  }
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("text").value;
  $("text").value = "";
  write(text);
});
$("photo").addEventListener("change", () => {
  const files = [...$("photo").files];
  $("photo").value = "";
  if (files.length) sendPhotos(files);
});
$("start").addEventListener("click", () => write("/start"));
$("block").addEventListener("click", attempt(() => send(`chats/${person}/block`, {})));
$("unblock").addEventListener("click", attempt(() => send(`chats/${person}/unblock`, {})));
$("week").addEventListener("click", attempt(async () => {
  clock((await send("clock", { seconds: 7 * 24 * 3600 })).now);
  toast("It is a week later.");
}));
$("people").addEventListener("change", attempt(() => choose(Number($("people").value))));
$("new-person").addEventListener("click", () => { arriving(true); $("name").focus(); });
$("back").addEventListener("click", () => arriving(false));
$("alert-close").addEventListener("click", () => $("alert").close());
$("arrive").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    const made = await send("people", { name: $("name").value, language_code: $("language").value });
    $("name").value = "";
    await choose(made.id);
    $("start").focus();
  })();
});

$("language").value = (navigator.language || "en").slice(0, 2).toLowerCase();
attempt(async () => {
  await look();
  if (person) await choose(person);
  follow();
})();
