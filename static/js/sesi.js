// Says in time that the session is about to end for want of any request, and keeps it on a click.
// The server alone decides; without this script a session simply ends, and what was being sent
// then can be copied from the page that says so.
"use strict";

(() => {
  const IDLE = 1000 * Number(document.currentScript.dataset.diam); // ms, as the server counts
  const WARN = Math.min(120000, IDLE / 2); // ms before the end
  const KEY = "sesi"; // the last request of any tab
  let band = null;
  let said = "";
  let timer = 0;

  const asked = () => localStorage.setItem(KEY, Date.now());
  const left = () => Number(localStorage.getItem(KEY)) + IDLE - Date.now();

  const show = (text, button) => {
    band?.remove();
    band = document.createElement("div");
    band.className = "pita";
    band.setAttribute("role", "alert");
    const inner = document.createElement("div");
    inner.className = "pita-dalam";
    const words = document.createElement("div");
    words.className = "pita-kata";
    words.textContent = text;
    const actions = document.createElement("div");
    actions.className = "pita-aksi";
    actions.append(button);
    inner.append(words, actions);
    band.append(inner);
    document.querySelector("main").after(band);
  };

  const stay = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-primary";
    button.textContent = "Tetap masuk";
    button.addEventListener("click", async () => {
      const answer = await fetch("/akun/", { method: "HEAD", redirect: "manual" });
      if (answer.ok) asked();
      look();
    });
    return button;
  };

  const enter = () => {
    const link = document.createElement("a");
    link.className = "btn btn-primary";
    link.href = "/akun/login/";
    link.target = "_blank"; // what is written here stays here
    link.textContent = "Masuk di tab baru";
    return link;
  };

  const look = () => {
    clearTimeout(timer);
    const rest = left();
    const state = rest <= 0 ? "over" : rest <= WARN ? "soon" : "";
    if (state !== said) {
      if (state === "soon") show("Sesi Anda berakhir dalam dua menit karena tidak ada kegiatan.", stay());
      else if (state === "over") show("Sesi Anda berakhir. Salinlah yang belum terkirim dari halaman ini, lalu masuk kembali.", enter());
      else band?.remove();
      said = state;
    }
    timer = setTimeout(look, state === "soon" ? 1000 : Math.max(1000, Math.min(rest - WARN, 30000)));
  };

  asked();
  document.addEventListener("tersambung", asked); // a row was saved
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) asked(); });
  look();
})();
