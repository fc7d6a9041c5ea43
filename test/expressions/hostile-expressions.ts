const selfApplied = '(λ($f) { $f($f) })(λ($f) { $f($f) })'
const growing = (times: number, body: string, start: string) =>
  `$reduce([1..${times}], function($a, $b) { ${body} }, ${start})`

/**
 * What somebody might write to stop the server, reach out of the sandbox or make a price say anything. `save` = refused when saved;
 * `run` = what the sandbox makes of it when it runs all the same: an error, or nothing at all.
 */
export const hostileExpressions: {
  name: string
  source: string
  save: 'refused' | 'allowed'
  run: 'error' | 'nothing'
}[] = [
  // Loops and recursion
  {
    name: 'endless tail recursion',
    source: '($f := function($n) { $f($n + 1) }; $f(1))',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'endless recursion',
    source: '($f := function($n) { 1 + $f($n + 1) }; $f(1))',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'mutual recursion',
    source: '($f := function($n) { $g($n) }; $g := function($n) { $f($n) }; $f(1))',
    save: 'refused',
    run: 'error',
  },
  { name: 'a function applied to itself', source: selfApplied, save: 'refused', run: 'error' },
  {
    name: 'the Y combinator',
    source:
      '(λ($h) { λ($x) { $x($x) }(λ($g) { $h(λ($n) { $g($g)($n) }) }) })(λ($f) { λ($n) { $f($n + 1) } })(1)',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'recursion through a list of functions',
    source: '($f := [function($l) { $l[0]($l) }]; $f[0]($f))',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'recursion through an object',
    source: '($o := { "f": function($o) { $o.f($o) } }; $o.f($o))',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'recursion through $reduce',
    source: '$reduce([1, 2], function($f, $x) { $f($f) }, function($f) { $f($f) })',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'functions chained with ~>',
    source: '($f := function($n) { $n ~> $f }; 1 ~> $f)',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'a function left half open',
    source: '($f := function($n, $m) { $f($n, $m) }; $g := $f(?, 1); $g(1))',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'nested $map over ranges',
    source:
      '$map([1..900], function($a) { $map([1..900], function($b) { $map([1..900], function($c) { $a * $b * $c }) }) })',
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'nested filters over ranges',
    source: '[1..1000][$count([1..1000][$count([1..1000][$ > 1]) > 1]) > 1]',
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'a sort of everything against everything',
    source: '$sort([1..1000], function($a, $b) { $sum($map([1..1000], function($c) { $c * $a })) > $b })',
    save: 'allowed',
    run: 'error',
  },
  // Ranges and sizes
  { name: 'a range of a hundred million', source: '[1..100000000]', save: 'refused', run: 'error' },
  { name: 'a range beyond safe integers', source: '[0..9007199254740991]', save: 'refused', run: 'error' },
  { name: 'a range worked out', source: '[1..(10000 * 10000)]', save: 'allowed', run: 'error' },
  { name: 'a range of ranges', source: '[1..1000].[1..1000]', save: 'allowed', run: 'error' },
  { name: '$pad by a hundred million', source: '$pad("x", 100000000)', save: 'refused', run: 'error' },
  {
    name: '$pad to the left by a worked-out width',
    source: '$pad("x", -(1000 * 500000))',
    save: 'allowed',
    run: 'error',
  },
  {
    name: '$pad with an endless number',
    source: '$pad("x", $power(10, 300))',
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'a text doubled forty times',
    source: growing(40, '$a & $a', '"x"'),
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'a text doubled and then copied',
    source: `$length(${growing(28, '$a & $a', '"xyzxyzxy"')})`,
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'a text doubled and then split',
    source: `$count($split(${growing(26, '$a & $a', '"xyz"')}, ""))`,
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'a text grown by replacing',
    source: growing(40, '$replace($a, "x", "xxxxxxxx")', '"x"'),
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'a list doubled thirty times',
    source: growing(30, '$append($a, $a)', '[1]'),
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'an object nested a thousand times',
    source: growing(1000, '{ "a": $a }', '1'),
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'an object that doubles as it nests',
    source: growing(40, '{ "a": $a, "b": $a }', '"x"'),
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'a result of a hundred kilobytes',
    source: growing(10, '$a & $a', `"${'x'.repeat(100)}"`),
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'text encoded again and again',
    source: growing(60, '$base64encode($a)', '"abcdefgh"'),
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'memory filled with objects',
    source:
      '$map([1..1000], function($a) { $map([1..1000], function($b) { { "a": $a, "b": $b, "c": [1..100] } }) })',
    save: 'allowed',
    run: 'error',
  },
  { name: 'a number that is too large', source: '$power(10, 308) * 100', save: 'allowed', run: 'error' },
  { name: 'a division by nothing', source: '1 / 0', save: 'allowed', run: 'error' },
  // Patterns
  {
    name: 'a pattern inside itself, never matching',
    source: '$contains($join([1..1000].("a")) & "!", /^(((a+)+)+)+$/) ? 1 : $error("no match")',
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'a pattern with a reference back',
    source: '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /(a*)*\\1$/)',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'a pattern that looks ahead',
    source: '$contains("aaa", /^(?=(a+))a+$/)',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'a pattern repeated a billion times',
    source: '$contains("aaa", /((a{1000}){1000}){1000}/)',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'a pattern that matches nothing for ever',
    source: '$replace("aaa", /x*/, "y")',
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'a pattern as a value',
    source: '($p := /(a+)+$/; $p("aaaaaaaaaaaaaaaaaaaaaaaaa!"))',
    save: 'refused',
    run: 'nothing',
  },
  // Reaching out of the sandbox
  { name: '$eval', source: '$eval("1 + 1")', save: 'refused', run: 'error' },
  { name: '$eval by another name', source: '($e := $eval; $e("1 + 1"))', save: 'refused', run: 'error' },
  { name: '$eval of itself', source: '$map(["$eval"], $eval)', save: 'refused', run: 'error' },
  { name: 'the constructor of a text', source: '"".constructor', save: 'refused', run: 'nothing' },
  {
    name: 'the constructor of a function',
    source: '$sum.constructor("return process")()',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'the constructor by look-up',
    source: '$lookup($$, "constructor")',
    save: 'refused',
    run: 'nothing',
  },
  {
    name: 'the constructor by a name put together',
    source: '$lookup({}, "const" & "ructor").name',
    save: 'allowed',
    run: 'nothing',
  },
  { name: 'the prototype of the answers', source: '$$.__proto__.polluted', save: 'refused', run: 'nothing' },
  {
    name: 'an object with a prototype',
    source: '{ "__proto__": { "polluted": true } }',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'an object with a prototype put together',
    source: '{ "__pro" & "to__": { "polluted": true } }',
    save: 'allowed',
    run: 'error',
  },
  {
    name: 'a merge with a prototype',
    source: '$merge([{}, { "constr" & "uctor": { "prototype": { "polluted": true } } }])',
    save: 'refused',
    run: 'error',
  },
  {
    name: 'an update of a prototype',
    source: '{} ~> |$|{ "__proto__": { "polluted": true } }|',
    save: 'refused',
    run: 'error',
  },
  { name: 'a call to a global of JavaScript', source: 'process.exit()', save: 'refused', run: 'nothing' },
  {
    name: 'an object dressed up as a function',
    source: '{ "_jsonata_function": true, "implementation": "x" }',
    save: 'refused',
    run: 'error',
  },
  { name: 'the inside of a function', source: '$sum.implementation', save: 'refused', run: 'nothing' },
  {
    name: 'the inside of a function written here',
    source: '$spread(function($x) { $x }).environment',
    save: 'refused',
    run: 'nothing',
  },
  // Results that are not repeatable, or not a value
  { name: '$random', source: '$random()', save: 'refused', run: 'error' },
  { name: '$shuffle', source: '$shuffle([1, 2, 3])', save: 'refused', run: 'error' },
  { name: 'a function as the result', source: 'function($x) { $x }', save: 'refused', run: 'error' },
  {
    name: 'brackets nested four thousand deep',
    source: `${'('.repeat(4000)}1${')'.repeat(4000)}`,
    save: 'refused',
    run: 'error',
  },
  {
    name: 'defaults nested thirty deep, which the parser copies',
    source: `${'('.repeat(30)}1${' ?? 1)'.repeat(30)}`,
    save: 'refused',
    run: 'error',
  },
]
