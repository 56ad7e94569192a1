// Every page works without this file; it only makes a few steps quicker.
"use strict";

// Somebody whose input was refused starts at what is wrong.
document.querySelector(".error-summary")?.focus();

// Browsers that cannot keep the menu open by stylesheet get it opened once on wide screens.
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 48em)").matches) {
  document.querySelector(".nav details")?.setAttribute("open", "");
}

// Buttons that need a script are hidden until here.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// An open list of languages closes by Escape or a click beside it.
const languages = document.querySelector(".languages details");
if (languages) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && languages.open) {
      languages.open = false;
      languages.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!languages.contains(event.target)) languages.open = false;
  });
}

// Code fields: signs in groups of four; a link on a sheet or in a mail carries the code behind "#", which no server sees.
// Of a whole address that was pasted only that part counts.
const grouped = (text) =>
  text.slice(text.lastIndexOf("#") + 1).toUpperCase().replace(/[^0-9A-Z]/g, "").match(/.{1,4}/g)?.join(" ") ?? "";

for (const field of document.querySelectorAll("[data-code]")) {
  const regroup = () => {
    const next = grouped(field.value);
    if (next !== field.value) field.value = next;
  };
  field.addEventListener("input", () => {
    // Inside the text the cursor would jump, so only typing at the end is grouped at once.
    if (field.selectionEnd === field.value.length) regroup();
  });
  field.addEventListener("change", regroup);

  const takeFromAddress = () => {
    const carried = location.hash.slice(1);
    if (!/^[0-9A-Za-z-]{16,80}$/.test(carried)) return;
    field.value = grouped(carried);
    history.replaceState(null, "", location.pathname + location.search);
  };
  takeFromAddress();
  addEventListener("hashchange", takeFromAddress);
  if (field.value) regroup();
}

// A device whose clock differs from the service's by more than a minute says so.
for (const warning of document.querySelectorAll("[data-server-time]")) {
  warning.hidden = Math.abs(Date.now() - Number(warning.dataset.serverTime)) < 60000;
}

// The time left for a speech, counted down.
for (const left of document.querySelectorAll("[data-until]")) {
  const until = Number(left.dataset.until);
  const show = () => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    const whole = Math.abs(seconds);
    left.textContent = `${seconds < 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };
  show();
  left.hidden = false;
  setInterval(show, 1000);
}

// The screen in the hall loads itself again when the server says that something changed.
const screen = document.querySelector("[data-changes]");
if (screen) new EventSource(screen.dataset.changes).addEventListener("change", () => location.reload());

// Where the browser reads QR codes, the camera finds who has a sheet. What is read is only searched for, never opened: a code that is
// not ours finds nobody.
for (const button of document.querySelectorAll("[data-scan]")) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) continue;
  button.hidden = false;
  const field = document.getElementById(button.dataset.scan);
  const video = document.querySelector("video.scan");
  button.addEventListener("click", async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
    if (!stream) return void (button.hidden = true);
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    const look = async () => {
      const [found] = await detector.detect(video).catch(() => []);
      if (!found) return void requestAnimationFrame(look);
      for (const track of stream.getTracks()) track.stop();
      video.hidden = true;
      field.value = found.rawValue.slice(0, 200);
      field.form.requestSubmit();
    };
    look();
  });
}
