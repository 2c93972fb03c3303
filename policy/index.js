// The rules are src/policy, compiled with the program: one source. The engine starts a pack by its folder.
require("../dist/src/policy/pack.js");
