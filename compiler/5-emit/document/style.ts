/**
 * The look of the operator document: calm, legible at 3 am, the same order on paper. Inlined in the page.
 */
export const style = `
:root {
  --paper: #fff; --ink: #1b2127; --quiet: #56616c; --line: #d5dbe1; --wash: #f4f6f8; --link: #0b57a4;
  --run: #9a3412; --run-wash: #fdf3ec; --check: #0f5f70; --gate: #4338a8; --expect: #6d3494; --person: #37414b;
  --caution: #9b1c1c; --caution-wash: #fdf0ef; --note: #2d5d86; --do: #1f6638; --value: #fbeeb8; --value-ink: #5c4300;
  --string: #1a6335; --word: #24509b; --number: #7a3e00; --comment: #5f6a75;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181c; --ink: #e3e8ec; --quiet: #9daab6; --line: #333c45; --wash: #1c2228; --link: #8ec2f5;
    --run: #f0a06c; --run-wash: #2a1f18; --check: #6cc7d9; --gate: #b0a8f6; --expect: #d4a5ee; --person: #c2cbd4;
    --caution: #f49a94; --caution-wash: #2d1b1b; --note: #93c1e8; --do: #86cf9d; --value: #493c12; --value-ink: #f6dc86;
    --string: #93d3a8; --word: #9fc3f7; --number: #eab488; --comment: #94a1ad;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", "Liberation Sans", sans-serif; }
.frame { max-width: 78rem; margin: 0 auto; padding: 0 1.25rem 6rem; }
header.title, main { max-width: 54rem; min-width: 0; }
a { color: var(--link); text-underline-offset: .15em; }
code, pre { font: .875em/1.5 ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", "Liberation Mono", monospace; }
code { overflow-wrap: anywhere; }
p, ul, ol { margin: .5rem 0; }
li { margin: .2rem 0; }
blockquote { margin: .75rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 2.5rem 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 3rem 0 .75rem; padding-top: .75rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
h2, h3, h4 { display: flex; gap: .6rem; align-items: baseline; }
h2 .number, h3 .number, h4 .number { color: var(--quiet); font-variant-numeric: tabular-nums; white-space: nowrap; }
.source { margin-left: auto; color: var(--quiet); font-size: .75rem; font-weight: 400; white-space: nowrap; font-variant-numeric: tabular-nums; }
mark { color: inherit; }
mark.value { background: var(--value); color: var(--value-ink); border-radius: .2em; padding: 0 .15em; font-weight: 600; }
mark.revalidate { background: var(--caution-wash); color: var(--caution); font-size: .85em; font-weight: 600; padding: 0 .25em; border-radius: .2em; }

nav { font-size: .875rem; }
nav h2 { font-size: .8rem; border: 0; margin: 0 0 .5rem; padding: 0; color: var(--quiet); font-weight: 600; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav li { display: flex; gap: .5rem; align-items: baseline; margin: .1rem 0; }
nav a { flex: 1; color: var(--ink); text-decoration: none; padding: .1rem 0; }
nav a:hover { text-decoration: underline; }
nav .number { color: var(--quiet); font-variant-numeric: tabular-nums; }
nav .depth-2 { font-weight: 600; margin-top: .5rem; }
nav .depth-3 { padding-left: .75rem; }
nav .depth-4 { padding-left: 1.5rem; }
nav .runs { color: var(--run); font-size: .75rem; font-weight: 600; white-space: nowrap; }
@media (min-width: 70rem) {
  .frame { display: grid; grid-template: "contents title" "contents main" 1fr / 16rem minmax(0, 1fr); column-gap: 3rem; }
  header.title { grid-area: title; }
  main { grid-area: main; }
  nav { grid-area: contents; position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 2.75rem 0 2rem; }
}
@media (max-width: 69.99rem) { nav { max-width: 54rem; margin: 1.5rem 0; padding: 1rem 1.25rem; background: var(--wash); border-radius: .5rem; } }

.status { display: inline-block; margin: 0 0 .5rem; padding: .1rem .6rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .875rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: .75rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; }
dd > p:first-child, dd > ul:first-child { margin-top: 0; }
dd > p:last-child, dd > ul:last-child { margin-bottom: 0; }
.identity { font-size: .875rem; }
.hash { color: var(--quiet); font-size: .8rem; white-space: pre-wrap; }
p.hash { margin: .5rem 0 0; }
.rule { border-bottom: 1px solid var(--quiet); min-height: 1.4rem; }
.who { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0 1.5rem; margin: 1rem 0; }
.header { margin: .6rem 0; }
.legend { list-style: none; padding: .75rem 1rem; margin: 1.25rem 0; background: var(--wash); border-radius: .5rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: .2rem 1.5rem; font-size: .875rem; }
.legend li { display: grid; grid-template-columns: 4.75rem 1fr; align-items: baseline; }

.table { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .925rem; }
th { text-align: left; font-weight: 600; color: var(--quiet); font-size: .8rem; }
th, td { padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.expectations td:first-child, .quickReference td:first-child { width: 42%; }
.parameters td:first-child { white-space: nowrap; }
td.fill { min-width: 10rem; border-bottom-color: var(--quiet); color: var(--quiet); }
.moved { font-size: .875rem; }

.item { --tone: var(--person); margin: 1rem 0; padding: .7rem 1rem .8rem; border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: .375rem; }
.item:target { outline: 2px solid var(--link); outline-offset: 2px; }
.item > header { display: flex; flex-wrap: wrap; gap: .25rem .65rem; align-items: baseline; }
.item input[type=checkbox], .ticks input { width: 1.05rem; height: 1.05rem; margin: 0; align-self: center; accent-color: var(--tone); }
.keyword { color: var(--tone); font-weight: 700; font-size: .85rem; letter-spacing: .04em; }
.item .title { font-weight: 600; }
.host { font-size: .8rem; padding: 0 .45rem; border: 1px solid var(--line); border-radius: .25rem; color: var(--quiet); white-space: nowrap; }
.qualifier { font-size: .8rem; font-weight: 600; color: var(--tone); white-space: nowrap; }
.qualifier::before { content: "· "; }
.remark { font-size: .85rem; color: var(--quiet); }
.effect, .judge { font-size: .75rem; font-weight: 600; padding: 0 .5rem; border-radius: 1rem; border: 1px solid currentColor; white-space: nowrap; }
.judge { color: var(--tone); }
.effect.reads { color: var(--check); }
.effect.changes, .effect.undetermined { color: var(--run); }
.effect.undetermined { border-style: dashed; }
.run { --tone: var(--run); } .check, .session { --tone: var(--check); } .gate { --tone: var(--gate); }
.expect, .when, .decision { --tone: var(--expect); } .call { --tone: var(--do); }
.stop, .caution { --tone: var(--caution); } .note { --tone: var(--note); }
.item.run { border-color: var(--tone); }
.item.caution, .item.stop { background: var(--caution-wash); border-color: var(--tone); }
.item.capture, .item.window, .item.note, .item.revert, .item.exclude, .item.session { border-color: transparent; border-left-color: var(--line); padding-top: .35rem; padding-bottom: .35rem; }
.item.note { border-left-color: var(--tone); }
.item > p.sentence, .item > .sentence > p { margin: .35rem 0; }
pre { margin: .65rem 0; padding: .7rem .9rem; background: var(--wash); border-radius: .3rem; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
pre.sample { background: none; border: 1px dashed var(--line); color: var(--quiet); }
.item.run > pre.script { background: var(--run-wash); }
dd pre { margin: .3rem 0; }
.facts { font-size: .875rem; margin: .5rem 0 0; grid-template-columns: 6.5rem minmax(0, 1fr); }
.conditions { list-style: none; padding: 0; margin: 0; }
.conditions li { margin: 0 0 .15rem; }
.by-hand { color: var(--caution); }
.label { font-size: .875rem; color: var(--quiet); margin: .5rem 0 0; }
.blank { display: flex; gap: .75rem; align-items: baseline; font-size: .875rem; color: var(--quiet); margin: .4rem 0 .2rem; }
.blank .rule { flex: 1; }
.ticks { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.25rem; }
.ticks label { display: inline-flex; gap: .4rem; align-items: center; }
.procedure { margin: 2rem 0; padding: 0 1.25rem 1rem; background: var(--wash); border-radius: .5rem; }
.procedure > h2, .procedure > h3, .procedure > h4 { padding-top: 1rem; border-top: 0; }
.procedure .item { background: var(--paper); border-color: var(--line); border-left-color: var(--tone); }
.procedure .item.caution, .procedure .item.stop { background: var(--caution-wash); }
.callers { font-size: .9rem; }
.hljs-string { color: var(--string); } .hljs-built_in, .hljs-keyword, .hljs-title { color: var(--word); }
.hljs-number, .hljs-literal { color: var(--number); } .hljs-comment { color: var(--comment); font-style: italic; }
@media (max-width: 40rem) {
  body { font-size: 15px; }
  .frame { padding: 0 .85rem 4rem; }
  dl, .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin-bottom: .4rem; }
  .item, .procedure { padding-left: .75rem; padding-right: .75rem; }
  .expectations td:first-child, .quickReference td:first-child { width: auto; }
}

@media print {
  :root {
    color-scheme: light; --paper: #fff; --ink: #000; --quiet: #444; --line: #aaa; --wash: #fff; --link: #000; --run: #000; --run-wash: #fff; --check: #000;
    --gate: #000; --expect: #000; --person: #000; --caution: #000; --caution-wash: #fff; --note: #000; --do: #000; --value: #fff; --value-ink: #000;
    --string: #000; --word: #000; --number: #000; --comment: #333;
  }
  body { font-size: 10pt; line-height: 1.4; }
  .frame { display: block; max-width: none; padding: 0; }
  header.title, main { max-width: none; }
  nav { position: static; max-height: none; padding: 0; margin: 6mm 0 0; break-after: page; background: none; }
  nav ol { columns: 2; column-gap: 12mm; }
  h1 { margin-top: 0; }
  h2, h3, h4 { break-after: avoid; }
  .item, tr, dt, dd > p, .callers { break-inside: avoid; }
  .item > header, .sentence { break-after: avoid; }
  .item { border-color: #888; border-left-width: 4px; }
  .item.run { border-width: 1.5px; border-left-width: 6px; border-color: #000; }
  pre { border: .5pt solid #999; padding: 2mm 3mm; }
  mark.value { border-bottom: 1.5pt solid #000; border-radius: 0; }
  .table { overflow: visible; }
  .procedure { padding: 0 0 0 4mm; border-left: 1pt solid #888; border-radius: 0; }
  a { text-decoration: none; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em; }
}
@page { size: A4; margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } @bottom-left { font: 8pt monospace; } }
`;
