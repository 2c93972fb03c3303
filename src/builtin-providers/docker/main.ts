import { version } from "@pulumi/docker/package.json";
import { serve } from "../serve";
import { dockerPackage } from "./package";

// dockerode would follow these to another daemon.
for (const name of ["DOCKER_HOST", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "DOCKER_PATH_PREFIX"])
  delete process.env[name];

serve(dockerPackage(version));
