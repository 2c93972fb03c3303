/**
 * The SDK takes a stack trace for every promise that it makes, many for each resource, and maps each through source
 * maps: at a thousand requests that is half of the program's time. Nobody reads them but its search for leaked promises.
 * Imported before anything else; `--debug` keeps them.
 */
if (process.env.TITIP_DEBUG !== "1" && !process.env.PULUMI_DEBUG_PROMISE_LEAKS) Error.stackTraceLimit = 0;
