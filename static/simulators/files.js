/* File explorer simulator: sorting out, sharing and recovering files (docs/simulators.md). */
import { startSimulator } from "./frame.js";
import { FilesApp } from "./files/app.js";

let app;

startSimulator({
  start(scenario, root, publish) {
    app = new FilesApp(scenario, root, publish);
  },
  restore(state) {
    app.restore(state);
  },
});
