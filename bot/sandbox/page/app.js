"use strict";

// The page of the sandbox: who is here, what they do, what changed. Messages are drawn in draw.js.

const $ = (id) => document.getElementById(id);
const shown = new Map(); // message id -> {json, node}
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

let toastTimer = 0;
function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = !text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 6000);
}

// Messages

async function refresh() {
  if (!person) return;
  const mine = person;
  const messages = await ask(`chats/${mine}/messages`);
  if (mine !== person) return;
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
  if (shown.size > before) atEnd = true;
  stay();
}

// The newest message stays in sight while pictures load and the footer grows, unless the person scrolled up.
let atEnd = true;

function stay() {
  if (atEnd) $("chat").scrollTop = $("chat").scrollHeight;
}

function watchScrolling() {
  const area = $("chat");
  area.addEventListener("scroll", () => {
    atEnd = area.scrollHeight - area.scrollTop - area.clientHeight < 60;
  });
  const watcher = new ResizeObserver(stay);
  watcher.observe(area);
  watcher.observe($("messages"));
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
  if (!people.some((one) => one.id === person)) {
    const gone = person; // another sandbox, or the first visit
    person = people.length ? people.at(-1).id : 0;
    if (gone) return choose(person);
  }
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
  return undefined;
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

watchScrolling();
$("language").value = (navigator.language || "en").slice(0, 2).toLowerCase();
attempt(async () => {
  await look();
  if (person) await choose(person);
  follow();
})();
