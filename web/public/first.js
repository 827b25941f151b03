// Runs before the first paint, and is small for it: the paper last chosen on this device, and whether a
// conversation was open here, so that neither the wrong colours nor the landing page flashes by.
(() => {
  const root = document.documentElement;
  try {
    const look = JSON.parse(localStorage.getItem("dreamtree-look") ?? "{}");
    for (const name of ["paper", "ink", "font"]) if (look[name]) root.dataset[name] = look[name];
    if (localStorage.getItem("dreamtree-known")) root.dataset.known = "yes";
  } catch {
    // Storage is closed: the page starts in its own colours.
  }
  // Another page than the first: the landing page is not it.
  if (location.pathname !== "/") root.dataset.known = "yes";
  // A tap on Begin before the app is here is not lost.
  addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-begin]")) root.dataset.begun = "yes";
  });
})();
