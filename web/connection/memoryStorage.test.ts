import { memoryStorage } from "./memoryStorage.ts";
import { storageContract } from "./testing/storageContract.ts";

storageContract(() => memoryStorage());
