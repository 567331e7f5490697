/* Moving blocks about in a program: a tree of lists, each list of instructions being the program or a body. */

/** {list, index, owner, part} of a block; `owner` is null at the top. */
export function find(program, wanted, owner = null, part = null) {
  for (let index = 0; index < program.length; index += 1) {
    const block = program[index];
    if (block === wanted) return { list: program, index, owner, part };
    for (const inner of bodies(block)) {
      const place = find(block[inner], wanted, block, inner);
      if (place) return place;
    }
  }
  return null;
}

export const bodies = (block) => ["body", "orelse"].filter((part) => block[part]);

export function holds(block, wanted) {
  return block === wanted || bodies(block).some((part) => block[part].some((inner) => holds(inner, wanted)));
}

export function remove(program, block) {
  const { list, index } = find(program, block);
  list.splice(index, 1);
  return { list, index };
}

/** Put a block somewhere else; `place` is counted before the block leaves its old place. */
export function move(program, block, { list, index }) {
  const old = remove(program, block);
  list.splice(old.list === list && old.index < index ? index - 1 : index, 0, block);
}

/** One place up or down in reading order, entering and leaving bodies. False when there is nowhere to go. */
export function shift(program, block, direction) {
  const target = (direction < 0 ? above : below)(program, find(program, block));
  if (target) move(program, block, target);
  return target !== null;
}

function above(program, { list, index, owner, part }) {
  const previous = list[index - 1];
  if (previous) {
    const last = bodies(previous).at(-1);
    return last ? { list: previous[last], index: previous[last].length } : { list, index: index - 1 };
  }
  if (!owner) return null;
  if (part === "orelse") return { list: owner.body, index: owner.body.length };
  const outer = find(program, owner);
  return { list: outer.list, index: outer.index };
}

function below(program, { list, index, owner, part }) {
  const next = list[index + 1];
  if (next) return bodies(next).length ? { list: next.body, index: 0 } : { list, index: index + 2 };
  if (!owner) return null;
  if (part === "body" && owner.orelse) return { list: owner.orelse, index: 0 };
  const outer = find(program, owner);
  return { list: outer.list, index: outer.index + 1 };
}
