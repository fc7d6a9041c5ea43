/**
 * Officers' JSONata: checks it when it is saved, evaluates it in child processes that can be killed.
 * It knows expressions, the functions we offer and the shapes of answers. It refuses to know what an expression is for:
 * prices, mappings and file columns bring their own steps and judge the values themselves.
 * Nothing in this process ever evaluates an expression; checking only parses it.
 */
export { type Branch, branchesOf } from './branches.ts'
export { checkExpression, variablesIn } from './check.ts'
export { limits } from './limits.ts'
export { mentionsIn } from './mentions.ts'
export { type OfferedFunction, offeredFunctions } from './offered-functions.ts'
export { createExpressions } from './pool.ts'
export type {
  EvaluationInput,
  ExpressionProblem,
  Expressions,
  FeeUsed,
  Program,
  Scope,
  Step,
  StepResult,
} from './program.ts'
export { type Node, parseSource, tokenOf } from './syntax-tree.ts'
