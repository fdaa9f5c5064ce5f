"use strict";
// Counts from the latest facts with the server's clock; the server sends them when something happens, and every few
// seconds. What is written by people is only ever set as text.
const STALE_MS = 12000, ANEW_MS = 4000, REMEMBERED = 6, STEP_MS = 1500;
const words = JSON.parse(document.body.dataset.words);
const part = (id) => document.getElementById(id);
let facts = null, drawnAgenda = "", timer = 0;
let source = null, heardAt = Date.now(), triedAt = 0;
let offsets = [], line = 0, clockWasSet = false, wall = Date.now(), steady = performance.now();

// A message that came late says too little: the largest of the latest few is the truest.
const now = () => Date.now() + Math.max(...offsets);
const two = (number) => String(number).padStart(2, "0");

function countdown(ms) {
  const all = Math.abs(Math.ceil(ms / 1000)), hours = Math.floor(all / 3600), minutes = Math.floor(all / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
}

function timeOfDay(at) {
  const local = new Date(at);
  return `${two(local.getHours())}:${two(local.getMinutes())}`;
}

function fill(place, text, ...values) {
  place.replaceChildren(...(text ?? "").split(/\$(\d)/).map((piece, number) => {
    if (number % 2 === 0) return piece;
    const value = document.createElement("bdi");
    value.textContent = values[Number(piece) - 1] ?? "";
    return value;
  }));
}

function connect() {
  triedAt = Date.now();
  source?.close();
  source = new EventSource("facts");
  source.onmessage = (message) => {
    const update = JSON.parse(message.data);
    if (clockWasSet || update.line !== line) offsets = [];
    [clockWasSet, line] = [false, update.line];
    heardAt = Date.now();
    offsets = [...offsets, update.now - heardAt].slice(-REMEMBERED);
    facts = update.facts;
    draw();
  };
}

function look(left) {
  if (facts.phase === "paused" || facts.phase === "ended" || facts.phase === "ready") return facts.phase;
  if (Math.ceil(left / 1000) < 0) return "over";
  if (facts.warn_ms && Math.ceil(left / 1000) * 1000 <= facts.warn_ms) return "warn";
  return facts.is_break ? "break" : "left";
}

function drawAgenda() {
  const next = facts.phase === "ended" ? null : facts.agenda.find((line) => line.phase === "coming");
  fill(part("next"), next ? words.next : "", next && timeOfDay(next.start_at), next?.title);
  part("agenda").replaceChildren(...facts.agenda.map((line) => {
    const row = document.createElement("li"), time = document.createElement("time"), title = document.createElement("bdi");
    row.dataset.phase = line.phase;
    if (line.phase === "now") row.setAttribute("aria-current", "step");
    time.textContent = timeOfDay(line.start_at);
    title.textContent = line.title;
    row.append(time, title);
    return row;
  }));
  const running = part("agenda").querySelector("[data-phase=now]");
  if (running) part("agenda").scrollTop = running.offsetTop - part("agenda").clientHeight / 3;
}

// As large as the width allows, whatever the font; measured only when there are more digits or fewer.
function drawDigits(digits) {
  const place = part("digits"), before = place.textContent.length;
  place.textContent = digits;
  if (digits.length === before) return;
  const size = parseFloat(getComputedStyle(place).fontSize);
  place.style.setProperty("--width", Math.max(2.6, place.getBoundingClientRect().width / size));
}

function drawRooms() {
  if (!facts.rooms) return fill(part("rooms"), "");
  if (facts.rooms.closes_at === null) return fill(part("rooms"), words["rooms-open"]);
  const left = facts.rooms.closes_at - now(), over = Math.ceil(left / 1000) <= 0;
  return fill(part("rooms"), over ? words["rooms-over"] : words["rooms-left"], countdown(left));
}

function draw() {
  clearTimeout(timer);
  const silent = Date.now() - heardAt;
  fill(part("stale"), silent > STALE_MS ? words.stale : facts?.is_cut_off ? words.cut : "", countdown(silent));
  if (!facts) {
    fill(part("word"), words.waiting);
    timer = setTimeout(draw, 1000);
    return;
  }
  const left = facts.due_at === null ? facts.left_ms : facts.due_at - now();
  const seen = look(left), soon = seen === "ready" && left <= 0, over = seen === "paused" && Math.ceil(left / 1000) < 0;
  const digits = seen === "ended" || soon ? "0:00" : (seen === "over" || over ? "+" : "") + countdown(left);
  const title = facts.title ?? facts.session;
  document.body.dataset.look = seen;
  drawDigits(digits);
  part("title").textContent = title;
  part("title").className = title.length > 60 ? "long" : "";
  fill(part("word"), words[soon ? "soon" : seen]);
  part("bar").hidden = !facts.whole_ms;
  part("gone").style.width = `${Math.min(100, Math.max(0, 100 - (100 * left) / facts.whole_ms))}%`;
  document.title = facts.phase === "ended" ? title : `${digits} · ${title}`;
  const agenda = JSON.stringify([facts.agenda, facts.phase, new Date().getTimezoneOffset()]);
  if (agenda !== drawnAgenda) drawAgenda();
  drawnAgenda = agenda;
  drawRooms();
  const running = facts.due_at === null ? Date.now() : -(facts.due_at - now());
  timer = setTimeout(draw, 1000 - (((running % 1000) + 1000) % 1000) + 3);
}

function watch() {
  const wallPassed = Date.now() - wall, steadyPassed = performance.now() - steady;
  if (Math.abs(wallPassed - steadyPassed) > STEP_MS) clockWasSet = true;
  wall += wallPassed;
  steady += steadyPassed;
  const silent = Date.now() - heardAt > STALE_MS || clockWasSet || source.readyState === EventSource.CLOSED;
  if (silent && Math.abs(Date.now() - triedAt) > ANEW_MS) connect();
}

function awake() {
  if (document.visibilityState !== "visible") return;
  navigator.wakeLock?.request("screen").catch(() => {});
  if (Math.abs(Date.now() - heardAt) > ANEW_MS * 1.5) connect();
  draw();
}

for (const event of ["online", "pageshow", "focus"]) window.addEventListener(event, awake);
document.addEventListener("visibilitychange", awake);
connect();
setInterval(watch, 1000);
awake();
