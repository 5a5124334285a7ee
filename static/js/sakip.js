// What makes the pages pleasant; none of it is needed to use them.
"use strict";

(() => {
  const AGAIN_AFTER = 10000; // ms until a form that led nowhere may be sent again

  // Menus are <details>: Esc and a click outside close them.
  const close = (menu, focus) => {
    menu.open = false;
    if (focus) menu.querySelector("summary").focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.akun[open]").forEach((menu) => close(menu, menu.contains(document.activeElement)));
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.akun[open]").forEach((menu) => {
      if (!menu.contains(event.target)) close(menu, false);
    });
  });

  // One click, one submission. The button is marked, never disabled, so that its name and value
  // travel along and the focus stays where it was.
  const release = (form) => {
    delete form.dataset.terkirim;
    for (const control of form.elements) control.removeAttribute("aria-disabled");
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !/^post$/i.test(form.getAttribute("method")) || "bolehUlang" in form.dataset) return;
    if (form.dataset.terkirim) {
      event.preventDefault();
      return;
    }
    form.dataset.terkirim = "ya";
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
    say("Mengirim…");
    setTimeout(() => release(form), AGAIN_AFTER);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-terkirim]").forEach(release));

  // A page that answers a form is not kept by the browser, which coming back would show a page of
  // its own about sending the form once more: it becomes the page at its address.
  if ("jawaban" in document.body.dataset) history.replaceState(history.state, "", location.href);

  // Signing out takes along what this person's rows still hold on this device (luring.js), after
  // the button has said so once.
  const unsent = (person) => Object.keys(localStorage).filter((name) => name.startsWith(`luring:${person}:`));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const rows = "keluar" in form.dataset ? unsent(form.dataset.keluar) : [];
    if (!rows.length) return;
    if (form.dataset.diberitahu) {
      rows.forEach((name) => localStorage.removeItem(name));
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    form.dataset.diberitahu = "ya";
    form.querySelector("button").textContent = `Keluar dan hapus ${rows.length} isian belum terkirim`;
  }, true);

  // A screen reader hears what changed without a new page: the server sends HX-Trigger
  // {"kabar": "Tersimpan 10.14"}, or a script dispatches the same event.
  const say = (text) => {
    const place = document.getElementById("kabar");
    if (place) place.textContent = text;
  };
  document.addEventListener("kabar", (event) => say(event.detail.value ?? event.detail));

  // Our sentences instead of the browser's, in the browser's language; `required` stays for
  // screen readers.
  const quiet = (root) => root.querySelectorAll("form").forEach((form) => { form.noValidate = true; });

  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
  });
  document.addEventListener("htmx:load", (event) => {
    quiet(event.detail.elt);
  });

  // The summary of faults takes the focus, so that it is read first; else the first faulty field.
  quiet(document);
  const fault = document.querySelector("[data-fokus]") ?? document.querySelector("main [aria-invalid=true]");
  fault?.focus();
})();
