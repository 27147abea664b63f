/** `node import.mjs <package>` -> the milliseconds of the processor that its import takes in a process of its own. */

const start = process.cpuUsage();
const { default: Client } = await import(process.argv[2]);
const { user, system } = process.cpuUsage(start);
new Client({ apiKey: "none" });
console.log(JSON.stringify({ milliseconds: (user + system) / 1e3 }));
