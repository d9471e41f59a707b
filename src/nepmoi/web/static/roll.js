// Marks of a roll that are not saved yet: kept on the device, whatever reloads or leaves the page, until they are.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // A mark is kept with the saved one that it was to replace: {name: [saved, mark]}. Once the page shows it as saved it goes.
  const groups = (form) => all(".now[data-saved]", form);
  const nameOf = (group) => group.querySelector("[type=radio]").name;
  const markOf = (group) => group.querySelector(":checked")?.value ?? "";

  function draftOf(form) {
    try { return JSON.parse(localStorage.getItem(form.dataset.draft)) ?? {}; } catch { return {}; }
  }

  function keep(form, version) {
    const before = draftOf(form);
    // Marks of other pages of the list stay as they are, and are sent with this one.
    const marks = { ...before.marks };
    for (const group of groups(form)) {
      const name = nameOf(group);
      delete marks[name];
      if (markOf(group) !== group.dataset.saved) marks[name] = [before.marks?.[name]?.[0] ?? group.dataset.saved, markOf(group)];
    }
    const count = Object.keys(marks).length;
    const note = form.querySelector("[data-kept]");
    try {
      if (count) localStorage.setItem(form.dataset.draft, JSON.stringify({ ...before, seen: before.seen ?? version, marks }));
      else localStorage.removeItem(form.dataset.draft);
    } catch {
      // Without room on the device nothing may be promised.
      note.hidden = true;
      return;
    }
    note.hidden = !count;
    note.querySelector("b").textContent = count;
    carry(form, marks);
  }

  function carry(form, marks) {
    const there = new Set(groups(form).map(nameOf));
    const inputs = Object.entries(marks).filter(([name]) => !there.has(name)).flatMap(([name, [, mark]]) =>
      [["shown", name.slice(2)], [name, mark]].map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value })));
    form.querySelector("[data-carried]")?.replaceChildren(...inputs);
  }

  function bringBack() {
    const form = document.querySelector("form[data-draft]");
    if (!form) return;
    const { seen, sent, marks = {} } = draftOf(form);
    // The form that was sent was saved, marks of other pages too.
    if (sent && sent === form.dataset.written) localStorage.removeItem(form.dataset.draft);
    const version = form.elements.seen;
    // A page that shows what somebody else saved meanwhile has both; what is sent from it is meant.
    const both = "rebase" in form.dataset;
    if (both) localStorage.removeItem(form.dataset.draft);
    for (const group of groups(form)) {
      const kept = marks[nameOf(group)];
      if (both || !kept || kept[1] === group.dataset.saved) continue;
      for (const radio of all("[type=radio]", group)) radio.checked = radio.value === kept[1];
      // Somebody else marked her otherwise since: sent as seen then, so that the answer shows both.
      if (kept[0] !== group.dataset.saved && seen) version.value = seen;
    }
    keep(form, version.value);
  }

  for (const kind of ["change", "click", "keydown"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.closest?.("form[data-draft]");
      // After the other listeners have marked.
      if (form) setTimeout(() => keep(form, form.elements.seen.value));
    });
  }
  addEventListener("submit", ({ target: form }) => {
    const draft = form.dataset.draft && draftOf(form);
    if (draft?.marks) localStorage.setItem(form.dataset.draft, JSON.stringify({ ...draft, sent: form.elements.request.value }));
  }, true);
  document.addEventListener("htmx:afterSettle", bringBack);
  bringBack();
})();
