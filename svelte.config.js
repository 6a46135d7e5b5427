/** What Vite, svelte-check, ESLint and editors all read. */
export default { compilerOptions: { runes: true } };
