// A block pasted into the grid goes to its preview; a single value is pasted as ever.
"use strict";

(() => {
  const form = document.getElementById("borang");
  const button = document.getElementById("tempel");
  if (!form || !button) return;

  form.addEventListener("paste", (event) => {
    const field = event.target.closest("input, select");
    const row = field?.closest("tr[id^=b]");
    const block = event.clipboardData.getData("text/plain");
    if (!row || !/[\t\n]/.test(block.trim())) return;
    event.preventDefault();
    const rows = [...form.querySelectorAll("tr[id^=b]")].filter((one) => /^b\d+$/.test(one.id));
    const from = rows.slice(rows.indexOf(row)).map((one) => one.id.slice(1));
    const put = (name, value) => {
      const place = document.createElement("textarea"); // an input would take the line ends away
      place.hidden = true;
      place.name = name;
      place.value = value;
      form.append(place);
    };
    put("blok", block);
    put("mulai", field.name.split("-")[0]);
    put("baris", from.join(","));
    form.requestSubmit(button);
  });
})();
