// Makes pages quicker; every page works without it. No inline code, no eval, no address but our own.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  document.documentElement.classList.add("scripted");

  // --- Words that a refused or lost request leaves on the page ---------------------------------------------------

  const place = document.getElementById("refused");

  function say(kind, words) {
    if (!place) return;
    const note = document.createElement("div");
    note.className = `note ${kind}`;
    note.textContent = words;
    place.replaceChildren(note);
    place.scrollIntoView({ block: "nearest" });
  }

  addEventListener("offline", () => say("wait", place?.dataset.offline));
  addEventListener("online", () => place?.replaceChildren());
  document.addEventListener("htmx:sendError", () => say("wait", place?.dataset.offline));
  document.addEventListener("htmx:timeout", () => say("wait", place?.dataset.offline));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500 && !event.detail.xhr.getResponseHeader("HX-Retarget")) {
      say("bad", place?.dataset.failed);
    }
  });
  document.addEventListener("htmx:beforeRequest", () => place?.replaceChildren());
  // A refusal of 5xx that brings its own words is shown like one of 4xx.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Retarget") === "#refused") event.detail.shouldSwap = true;
  });

  // --- Forms ------------------------------------------------------------------------------------------------------

  // What must be mended is read out first.
  document.querySelector("[data-focus]")?.focus();

  // A second press while the first is on its way is dropped; ten seconds, or coming back to the page, free the form.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 10000);
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // --- Lists: <input data-filter="#people tbody tr"> hides the rows that do not hold what was typed ---------------

  // With or without marks, and wherever the tone was put: "hoa" finds Hoa, Hoà and Hóa; "hòa" finds Hoà; đ is a d with a mark.
  const fold = (word) => {
    const letters = [...word.toLowerCase().normalize("NFD")];
    return {
      base: letters.filter((c) => !/\p{M}/u.test(c)).join("").replaceAll("đ", "d"),
      marks: letters.filter((c) => /\p{M}|đ/u.test(c)),
    };
  };
  const words = (text) => text.split(/\s+/).filter(Boolean).map(fold);
  const fits = (sought, word) => word.base.includes(sought.base) && sought.marks.every((m) => word.marks.includes(m));

  document.addEventListener("input", (event) => {
    const rows = event.target.dataset?.filter;
    if (!rows) return;
    const sought = words(event.target.value);
    for (const row of all(rows)) {
      const held = words((row.querySelector("[data-words]") ?? row).textContent);
      row.hidden = !sought.every((part) => held.some((word) => fits(part, word)));
    }
  });

  // <button data-mark="present">: marks every radio of that value in its form whose group holds no mark yet.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-mark]");
    if (!button?.form) return;
    event.preventDefault();
    const marked = new Set(all("input[type=radio]:checked", button.form).map((radio) => radio.name));
    for (const radio of all("input[type=radio]", button.form)) {
      if (radio.value === button.dataset.mark && !marked.has(radio.name)) {
        radio.checked = true;
        radio.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
  });

  // --- The roll: arrows go from row to row, keys mark, Delete or a second tap takes a mark back ---------------------

  const KEYS = { x: "present", p: "excused", e: "excused", v: "absent", k: "absent", a: "absent", Delete: "", Backspace: "" };
  const goTo = (row) => (row?.querySelector(":checked") ?? row?.querySelector("[type=radio]"))?.focus();

  function beside(row, down) {
    do row = down ? row?.nextElementSibling : row?.previousElementSibling; while (row?.hidden);
    return row;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const down = event.key === "ArrowDown";
    const row = event.target.closest?.(".roll tbody tr");
    const rows = event.target.dataset?.filter;
    if (rows && (down || event.key === "Enter")) goTo(all(rows).find((one) => !one.hidden));
    else if (row && (down || event.key === "ArrowUp")) goTo(beside(row, down));
    else if (row && event.key in KEYS) {
      for (const radio of all("[type=radio]", row)) radio.checked = radio.value === KEYS[event.key];
    } else return;
    event.preventDefault();
  });

  let pressed = null;
  document.addEventListener("pointerdown", (event) => {
    const radio = event.target.closest?.(".roll .now label")?.control;
    pressed = radio?.checked ? radio : null;
  });
  document.addEventListener("click", (event) => {
    if (event.target === pressed) pressed.checked = false;
  });

  // --- Menus and print --------------------------------------------------------------------------------------------

  const closeMenus = (except) => all("details.menu[open]").forEach((menu) => { if (menu !== except) menu.open = false; });
  document.addEventListener("click", (event) => closeMenus(event.target.closest?.("details.menu")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // Paper cannot be clicked open.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open], .menu)");
    opened.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
})();
