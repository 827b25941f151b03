import { attest, signedText, type Wallet } from "../../../shared/export/wallet.ts";
import { exportFile } from "../../../shared/export/schema.ts";
import { signWallet } from "../../keys/walletKey.ts";
import type { Services } from "../services.ts";

/** A row of D1 has at most 2 MB: a larger snapshot is attested and not kept. */
const keptLength = 600_000;

/** Makes and keeps a wallet of what D1 has (decision 32). @returns null while D1 does not have everything */
export async function makeWallet(services: Services, userId: string, opId: string): Promise<Wallet | null> {
  const { peppers, workbook } = services;
  const answer = await workbook.ask(userId, { ask: "saved_snapshot" });
  if (answer.status !== 200) return null;
  const { snapshot: raw, workbookComplete } = answer.body as { snapshot: unknown; workbookComplete: boolean };
  const snapshot = exportFile.parse(raw);
  const attestation = attest(peppers.newest, userId, snapshot, workbookComplete);
  const signature = await signWallet(peppers, peppers.newest, signedText(attestation));
  const isSmall = JSON.stringify(snapshot).length <= keptLength;
  const made = { attestation, snapshot: isSmall ? snapshot : null };
  const kept = await workbook.ask(userId, {
    ask: "keep_wallet",
    opId,
    exportedAt: attestation.exported_at,
    walletJson: JSON.stringify(made),
    signature,
  });
  return kept.status === 200 ? { ...made, signature } : null;
}
