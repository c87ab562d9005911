// Comfort only: every page works without this file.
(() => {
  "use strict";
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  // A pressed chip keeps its words lit, and brings the first of them into view.
  for (const chip of $$("button.chip")) {
    chip.addEventListener("click", () => {
      const pressed = chip.getAttribute("aria-pressed") === "true";
      for (const other of $$("button.chip[aria-pressed=true]")) other.setAttribute("aria-pressed", "false");
      chip.setAttribute("aria-pressed", String(!pressed));
      const n = [...chip.classList].find((name) => /^f\d+$/.test(name));
      const word = n && $(".w" + n.slice(1));
      if (!pressed && word) word.scrollIntoView({ block: "nearest" });
    });
  }

  // Words and the notes that belong to them.
  for (const mark of $$("[data-note]")) {
    mark.addEventListener("click", (event) => {
      if (event.target.closest("a") || String(getSelection())) return;
      const note = document.getElementById(mark.dataset.note);
      if (note) { location.hash = note.id; }
    });
  }

  // What can be copied, with a button.
  for (const button of $$("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = $(button.dataset.copy).textContent.trim().replace(/\s+/g, " ");
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        const range = document.createRange();
        range.selectNodeContents($(button.dataset.copy));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        return;
      }
      const said = button.textContent;
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = said; }, 1500);
    });
  }

  // Keys: / to search, j and k along rows, and in review the key that a button names.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const keyed = $$("[data-key]").find((button) => button.dataset.key === event.key);
    if (keyed) {
      event.preventDefault();
      keyed.matches("details") ? (keyed.open = true, $("input", keyed)?.focus()) : keyed.click();
      return;
    }
    if (event.key === "/") {
      const box = $("#words");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
    if (event.key === "j" || event.key === "k") {
      const rows = $$("[data-row] > a, a[data-row]");
      if (!rows.length) return;
      const at = rows.indexOf(document.activeElement);
      const to = event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
      rows[to].focus();
      rows[to].scrollIntoView({ block: "nearest" });
    }
  });

  // Choosing is enough where a form has nothing else to ask.
  for (const select of $$("select[data-go]")) select.addEventListener("change", () => select.form.submit());
})();
