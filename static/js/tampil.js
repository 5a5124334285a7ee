// What the grid says of its saving (simpan.js): the state of a row, a slip at its input, both values
// of a conflict, and the amber line in the band.
"use strict";

window.tampil = (() => {
  const icons = document.querySelector("svg.ikon use")?.getAttribute("href").split("#")[0] ?? "";
  const band = document.getElementById("luring");
  const say = (text) => document.dispatchEvent(new CustomEvent("kabar", { detail: text }));
  const nameOf = (id) => document.querySelector(`#${id} .kode`)?.textContent ?? "Baris";
  const icon = (name) => `<svg class="ikon" aria-hidden="true"><use href="${icons}#i-${name}"/></svg>`;
  const button = (words, deed) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-secondary btn-sm";
    made.textContent = words;
    made.addEventListener("click", deed);
    return made;
  };

  const LOOKS = {
    menyimpan: ["arrow-repeat", () => "Menyimpan…"],
    tersimpan: ["check2", (at) => `Tersimpan ${at}`],
    gagal: ["exclamation-triangle-fill", () => "Belum terkirim, dicoba lagi"],
    galat: ["exclamation-triangle-fill", () => "Belum tersimpan"],
    bentrok: ["exclamation-triangle-fill", () => "Bentrok, pilih satu"],
  };

  // The state of a row, beside the input that was typed into last.
  const state = (id, now, { input, detail } = {}) => {
    let mark = document.getElementById(`simpan-${id}`);
    if (!mark) {
      mark = document.createElement("span");
      mark.id = `simpan-${id}`;
      mark.className = "simpan";
    }
    const place = input?.parentElement;
    if (place && !place.contains(mark)) place.append(mark);
    if (!mark.isConnected) return;
    const [drawing, words] = LOOKS[now];
    mark.dataset.status = now === "galat" || now === "bentrok" ? "gagal" : now;
    mark.innerHTML = icon(drawing);
    mark.append(words(detail));
    if (now !== "menyimpan") say(`${nameOf(id)}: ${words(detail)}`);
  };
  const clear = (id) => document.getElementById(`simpan-${id}`)?.remove();

  const WHY = {
    jalur: "Sambungan terputus; dicoba lagi sendiri.",
    sesi: "Sesi Anda berakhir.",
  };

  // How many rows wait and why; nothing where all is well.
  const tell = (waiting, trouble, keeps) => {
    band.replaceChildren();
    band.hidden = !(trouble && waiting) && keeps;
    if (!keeps) band.append("Peramban ini tidak dapat menyimpan ketikan pada perangkat; jangan tutup halaman sebelum tersimpan. ");
    if (!trouble || !waiting) return;
    const strong = document.createElement("b");
    strong.textContent = `${waiting} baris belum terkirim`;
    band.append(strong, keeps ? ", tersimpan pada perangkat ini. " : ". ", WHY[trouble] ?? trouble);
    if (trouble !== "sesi") return;
    const link = document.createElement("a");
    link.href = `/akun/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
    link.target = "_blank";
    link.textContent = "Masuk di tab baru";
    band.append(" ", link, ", lalu kembali ke halaman ini.");
  };

  // Slips a button brought back are marked by the server; here they go as those of this page do.
  document.querySelectorAll("#borang [aria-invalid=true]").forEach((input) => { input.dataset.galat = "ya"; });

  const unfault = (input) => {
    if (!input.dataset.galat) return;
    delete input.dataset.galat;
    input.classList.remove("is-invalid");
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    document.getElementById(`${input.name}-galat`)?.remove();
    document.getElementById(`${input.name}-saran`)?.closest(".form-check").remove();
    unlist(input.name);
  };

  // The list on top that a button brought back says no more of it, and goes with its last line.
  const unlist = (name) => {
    const line = document.querySelector(`.pesan a[href="#${name}"]`)?.closest("li");
    const box = line?.closest(".pesan");
    if (!box) return;
    line.remove();
    const left = box.querySelectorAll("li").length;
    const title = box.querySelector("b");
    title.textContent = title.textContent.replace(/^\d+/, left);
    if (!left) box.remove();
  };

  const fault = (input, { kata, saran }) => {
    document.getElementById(`${input.name}-galat`)?.remove();
    const text = document.createElement("p");
    text.className = "galat";
    text.id = `${input.name}-galat`;
    text.innerHTML = icon("exclamation-triangle-fill");
    const words = document.createElement("span");
    words.append(kata);
    if (saran) {
      words.append(" ", button(`Pakai ${saran}`, () => {
        input.value = saran;
        input.focus();
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }));
    }
    text.append(words);
    input.dataset.galat = "ya";
    input.classList.add("is-invalid");
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", text.id);
    input.after(text);
  };

  // Somebody else was first: both values below the row; chosen(choice, panel) hears the answer.
  const conflict = (id, said, chosen) => {
    document.getElementById(`bentrok-${id}`)?.remove();
    const line = document.createElement("tr");
    line.id = `bentrok-${id}`;
    line.className = "rincian";
    line.innerHTML = `<td colspan="9">${said}</td>`;
    const main = document.getElementById(id);
    if (main) main.after(line);
    else document.querySelector(".kisi tbody").prepend(line);
    const panel = line.querySelector(".bentrok");
    panel.addEventListener("click", (event) => {
      const choice = event.target.dataset?.pilih;
      if (!choice) return;
      line.remove();
      chosen(choice, panel.dataset);
    });
  };

  // Rows typed before the form moved on: shown, and sent or thrown away as the person says.
  const late = (id, values, ways) => {
    const line = document.createElement("p");
    line.className = "belum-terkirim";
    line.append(`${nameOf(id)}: ${values.join("; ")} belum terkirim ketika formulir berpindah. `);
    for (const [words, deed] of ways) line.append(button(words, () => { line.remove(); deed(); }), " ");
    band.after(line);
  };

  return { say, state, clear, tell, fault, unfault, conflict, late };
})();
