// Loads the program's WebAssembly and wakes the islands of the page, each with the exported function that bears its
// name. Pages without an island do not load this file. The build puts content hashes into the two names below.

// What people read comes before what moves: nothing is fetched before the page is on the screen. A browser that does
// not tell when that is gets a moment for it.
await new Promise((painted) => {
  new PerformanceObserver(painted).observe({ type: "paint", buffered: true });
  requestAnimationFrame(() => setTimeout(painted, 100));
});

// Asked for beside the glue, not after it. A page without script asks for neither.
const compiled = fetch(new URL("./telework.wasm", import.meta.url));
const program = await import("./telework.js");

// What a page hands into an island stands inside <leptos-children>; whoever wakes an island in there must first be
// told which outer island it belongs to.
const handedIn = [];

async function wake(node) {
  const island = node.localName === "leptos-island";
  const children = node.localName === "leptos-children";
  if (island) {
    handedIn.at(-1)?.();
    const hydrate = program[node.dataset.component];
    if (hydrate) await hydrate(node);
    else console.warn(`This page names an island that the program does not have: ${node.dataset.component}`);
  }
  if (children) handedIn.push(node.$$on_hydrate);
  for (const child of node.children) await wake(child);
  if (children) handedIn.pop();
}

await program.default({ module_or_path: compiled });
program.hydrate();
await wake(document.body);
// Tests wait for this; so may a style sheet.
document.documentElement.dataset.islands = "awake";
