// Two small comforts; every page works without them: the summary of errors is read out first, and on a phone the
// current item of the navigation is brought into its frame.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-focus-me]")?.focus({ preventScroll: false });
  const here = document.querySelector(".nav [aria-current]");
  const frame = here?.closest(".nav__list");
  if (frame && frame.scrollWidth > frame.clientWidth) {
    frame.scrollLeft = here.offsetLeft - frame.offsetLeft - (frame.clientWidth - here.offsetWidth) / 2;
  }
});
