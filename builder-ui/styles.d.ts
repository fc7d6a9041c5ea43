/** A stylesheet that a script brings with it: Vite builds it and loads it before the script runs. */
declare module '*.scss' {}
