import { version } from "@pulumi/cloudflare/package.json";
import { serve } from "../serve";
import { cloudflarePackage } from "./package";

serve(cloudflarePackage({ version, environment: process.env }));
