// Photographs over a bad line: each goes on its own, in pieces that begin again where the line broke. Without this script
// the form sends its files in one request.
"use strict";

(() => {
  const SMALLEST = 64 * 1024;
  const LARGEST = 1024 * 1024;
  const AT_ONCE = 2;
  const LONGEST_WAIT = 30_000;
  const form = document.querySelector("form[data-upload]");
  const list = document.getElementById("sent");
  if (!form || !list || !window.fetch) return;
  const said = list.dataset;
  const token = form.elements.csrfmiddlewaretoken.value;
  const fill = (words, facts) => words.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
  const megabytes = (bytes) => (bytes / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

  // --- What is on its way, in words --------------------------------------------------------------------------------

  const rows = [];

  function row(file) {
    const item = document.createElement("li");
    const name = document.createElement("b");
    const words = document.createElement("p");
    name.textContent = file.name;
    words.className = "small soft";
    item.append(name, words);
    list.querySelector("ul").append(item);
    const one = { file, item, words, state: "waiting" };
    rows.push(one);
    return one;
  }

  function say(one, state, words) {
    one.state = state;
    one.words.textContent = words;
    one.words.classList.toggle("err", state === "refused");
    total();
  }

  function total() {
    const is = (state) => rows.filter((one) => one.state === state).length;
    const left = rows.length - is("kept") - is("refused");
    list.querySelector("[data-total]").textContent = fill(left ? said.total : said.done, {
      kept: is("kept"), all: rows.length, refused: is("refused"),
    });
    list.querySelector("[data-after]").hidden = left > 0 || !is("kept");
  }

  // --- One request, tried again until the line is back -------------------------------------------------------------

  class Refused extends Error {}

  const moment = (time) => new Promise((go) => {
    const timer = setTimeout(go, time);
    addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true });
  });

  async function ask(one, address, options) {
    for (let tries = 0; ; tries += 1) {
      let answer = null;
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), 60_000);
      try {
        answer = await fetch(address, { ...options, redirect: "manual", signal: limit.signal, headers: { "X-CSRFToken": token, ...options?.headers } });
        const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
        if (answer.ok && told) return told;
        if (told?.have !== undefined) return { ...told, outOfStep: true };
        if (told?.words && answer.status < 500) throw new Refused(told.words);
        // Another sign-in is asked for: that is no matter of the line.
        if (answer.type === "opaqueredirect" || answer.status === 403) throw new Refused(said.signin);
        if (answer.status < 500 && answer.status !== 429) throw new Refused(said.failed);
      } catch (problem) {
        if (problem instanceof Refused) throw problem;
      } finally {
        clearTimeout(timer);
      }
      one.piece = Math.max(SMALLEST, (one.piece ?? SMALLEST) / 2);
      const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** tries) * (0.75 + Math.random() / 2);
      say(one, "waiting", fill(said.again, { seconds: Math.round(wait / 1000) }));
      await moment(wait);
    }
  }

  // --- One picture -------------------------------------------------------------------------------------------------

  // The same file chosen again after the page was left goes on where it stood.
  const nameOf = (file) => `nepmoi-upload ${form.dataset.arrive} ${file.name} ${file.size} ${file.lastModified}`;
  const newUid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return [...bytes].map((byte, at) => ([4, 6, 8, 10].includes(at) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
  };

  function uidOf(file) {
    try {
      const known = localStorage.getItem(nameOf(file)) ?? newUid();
      localStorage.setItem(nameOf(file), known);
      return known;
    } catch { return newUid(); }
  }

  async function hashOf(file) {
    if (!crypto.subtle) return "";
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function send(one, fields) {
    const { file } = one;
    const uid = uidOf(file);
    const pieces = form.dataset.upload.replace("{uid}", uid);
    const hash = await hashOf(file);
    one.piece = 4 * SMALLEST;
    let { have, kept: known } = await ask(one, pieces);
    if (known) {
      try { localStorage.removeItem(nameOf(file)); } catch { /* it holds nothing then */ }
      return "before";
    }
    for (;;) {
      while (have < file.size) {
        say(one, "sending", fill(said.sending, { have: megabytes(have), all: megabytes(file.size) }));
        const end = Math.min(file.size, have + one.piece);
        const began = performance.now();
        const told = await ask(one, pieces, {
          method: "POST", body: file.slice(have, end),
          headers: { "Content-Type": "application/octet-stream", "Content-Range": `bytes ${have}-${end - 1}/${file.size}` },
        });
        if (told.outOfStep && told.words && told.have === have) throw new Refused(told.words);
        have = told.have;
        // Pieces grow while they arrive quickly, so that a good line is not held up.
        if (performance.now() - began < 2000) one.piece = Math.min(LARGEST, one.piece * 2);
      }
      const body = new FormData();
      for (const [name, value] of fields) body.append(name, value);
      body.set("filename", file.name.slice(-200));
      body.set("size", file.size);
      body.set("sha256", hash);
      const told = await ask(one, form.dataset.arrive.replace("{uid}", uid), { method: "POST", body });
      // Everything was thrown away in the meantime: once more from the beginning.
      if (told.outOfStep) { have = 0; continue; }
      try { localStorage.removeItem(nameOf(file)); } catch { /* it holds nothing then */ }
      return told.kept;
    }
  }

  // --- All of them -------------------------------------------------------------------------------------------------

  async function worker(waiting, fields) {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      try {
        const kept = await send(one, fields);
        say(one, "kept", kept === "before" ? said.before : said.kept);
      } catch (problem) {
        say(one, "refused", problem instanceof Refused ? problem.message : said.unread);
      }
    }
  }

  form.addEventListener("submit", async (event) => {
    const input = form.querySelector("input[type=file]");
    if (!input.files.length) return;
    event.preventDefault();
    const fields = [...new FormData(form)].filter(([name]) => !["pictures", "request", "csrfmiddlewaretoken"].includes(name));
    list.hidden = false;
    const waiting = [...input.files].map((file) => row(file));
    for (const one of waiting) one.words.textContent = said.waiting;
    input.value = "";
    total();
    list.scrollIntoView({ block: "start" });
    await Promise.all(Array.from({ length: AT_ONCE }, () => worker(waiting, fields)));
  });

  addEventListener("beforeunload", (event) => {
    if (rows.some((one) => ["waiting", "sending"].includes(one.state))) event.preventDefault();
  });
})();
