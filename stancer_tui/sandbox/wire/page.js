"use strict";
const page = JSON.parse(document.body.dataset.page);

// The page cannot know which site frames it. It tells no secret: the return URL is that site's own.
const tell = (status) => {
  if (window.parent === window) return;
  const width = document.documentElement.scrollWidth;
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  window.parent.postMessage({ width, height, status, url: page.url }, "*");
};
const tellAll = () => page.statuses.splice(0).forEach(tell);

// A frame may run this, and grow taller, before it has its width, and a height means nothing then; one that is
// hidden has none. What it has not told when a form is sent is told first: the next page has other statuses.
const tellWithWidth = () => {
  if (window.innerWidth > 0) tellAll();
};
tellWithWidth();
window.addEventListener("resize", tellWithWidth);
setTimeout(tellAll, 250);

// What was chosen before a mistake may stand below what its list shows.
for (const chosen of document.querySelectorAll(".list :checked")) {
  const list = chosen.closest(".list");
  list.scrollTop = chosen.offsetTop - list.offsetTop - list.clientHeight / 2;
}

// Who has just sent a form goes on reading where its answer begins.
if (page.answered) document.querySelector("[tabindex='-1']").focus({ preventScroll: true });
if (page.leave) setTimeout(() => window.location.replace(page.url), 3000);

// A button that is disabled here would not be sent: the second press is stopped instead.
let sent = false;
const mark = (waiting) => {
  sent = waiting;
  for (const button of document.querySelectorAll("button")) button.setAttribute("aria-disabled", waiting);
};
document.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  tellAll();
  mark(true);
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) mark(false);
});
