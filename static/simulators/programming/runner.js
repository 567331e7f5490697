/* Tries a program on one case, keeping what is needed to play it back step by step. */

import { translate } from "./blocks.js";
import { Machine } from "./interpreter.js";
import { parseExpression, parseProgram } from "./parser.js";
import { Grid, Robot } from "./robot.js";
import { Dict, Meter, ProgramError, Tuple, represent } from "./values.js";

const MAX_FRAMES = 2000;
const MAX_WATCHED = 12;
const TOLERANCE = 1e-9;

/** The program of a state, as instructions. */
export function parse(state) {
  return state.language === "blocks" ? translate(state.program) : parseProgram(state.text);
}

/** {passed, error, output, result, frames, robot}: `frames` are the moments before each instruction, then the end. */
export function runCase(trial, program) {
  const robot = trial.grid ? new Robot(new Grid(trial.grid)) : null;
  const frames = [];
  const machine = new Machine(new Meter(trial.max_steps), {
    commands: robot?.commands,
    inputs: trial.inputs,
    given: Object.fromEntries(Object.entries(trial.given ?? {}).map(([name, value]) => [name, fromJson(value)])),
    watch: (at, running) => { if (frames.length < MAX_FRAMES) frames.push(frame(at, running, robot)); },
  });
  const run = { passed: false, error: null, result: "" };
  try {
    machine.run(program);
    Object.assign(run, judged(trial, machine, robot));
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    run.error = error;
  }
  frames.push(frame(null, machine, robot));
  return { ...run, output: machine.output, frames, robot };
}

function frame(at, machine, robot) {
  return { at, printed: machine.output.length, watched: watched(machine), robot: robot?.snapshot() };
}

function watched(machine) {
  const names = [...machine.scope.names].filter(([, value]) => typeof value?.name !== "string");
  return names.slice(-MAX_WATCHED).map(([name, value]) => [name, brief(value)]);
}

function brief(value) {
  try {
    const text = represent(value, new Meter(200));
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  } catch {
    return "…";
  }
}

function judged(trial, machine, robot) {
  if (robot) {
    const { reached, left, delivered } = robot.outcome();
    return { passed: reached && !left && delivered };
  }
  if (trial.call === undefined) return { passed: tidy(machine.output) === tidy(trial.output) };
  const value = machine.ask(parseExpression(trial.call));
  return { passed: alike(value, trial.result ?? null), result: represent(value, new Meter()) };
}

const tidy = (output) => output.replace(/[ \n]+$/, "").split("\n").map((line) => line.replace(/ +$/, "")).join("\n");

export function fromJson(value) {
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(fromJson);
  if (value === null || typeof value !== "object") return value;
  const dict = new Dict();
  Object.entries(value).forEach(([key, item]) => dict.set(key, fromJson(item)));
  return dict;
}

function alike(value, wanted) {
  if (Array.isArray(wanted)) {
    const items = value instanceof Tuple ? value.items : value;
    return Array.isArray(items) && items.length === wanted.length && items.every((item, rank) => alike(item, wanted[rank]));
  }
  if (typeof wanted === "number") {
    return ["bigint", "number"].includes(typeof value) && Math.abs(Number(value) - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
  }
  if (wanted === null || typeof wanted !== "object") return value === wanted;
  const keys = Object.keys(wanted);
  return value instanceof Dict && value.size === keys.length && keys.every((key) => value.has(key) && alike(value.get(key), wanted[key]));
}

export const shownResult = (value) => represent(fromJson(value ?? null), new Meter());
