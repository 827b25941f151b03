import { Suspense, type ComponentProps, type ComponentType, type ReactNode } from "react";
import type { StemBlock } from "../../shared/content/block.ts";
import { Boundary } from "../ui/Boundary.tsx";
import { useView } from "../ui/useClient.ts";
import { Ready } from "./composer/Question.tsx";
import { onDemand } from "../ui/onDemand.tsx";
import type { Beside } from "./Beside.tsx";
import type { Choice } from "./Choice.tsx";
import type { DraftLine } from "./composer/DraftLine.tsx";
import type { Editing } from "./Editing.tsx";
import type { FromFacilitator } from "./FromFacilitator.tsx";
import type { RecallCard } from "./RecallCard.tsx";
import type { Gate } from "../private/Gate.tsx";

const load = () => import("./laterViews.ts");
const editing = onDemand<ComponentProps<typeof Editing>>(async () => (await load()).Editing);
const beside = onDemand<ComponentProps<typeof Beside>>(async () => (await load()).Beside);
const choice = onDemand<ComponentProps<typeof Choice>>(async () => (await load()).Choice);
const draft = onDemand<ComponentProps<typeof DraftLine>>(async () => (await load()).DraftLine);
const gate = onDemand<ComponentProps<typeof Gate>>(async () => (await load()).Gate);
const note = onDemand<ComponentProps<typeof FromFacilitator>>(async () => (await load()).FromFacilitator);
const recall = onDemand<ComponentProps<typeof RecallCard>>(async () => (await load()).RecallCard);
const due = onDemand<object>(async () => (await load()).DueToday);
/** In the chunk of the session's line: whoever works alone never fetches it. */
const onlyMe = onDemand<{ block: StemBlock }>(async () => (await import("../live/bar/LiveBar.tsx")).OnlyMe);
const end = onDemand<object>(async () => (await load()).End);

/** What a first visit does not need before its first answer; fetched when the browser is idle, or now. */
export function fetchOnDemand(): void {
  for (const one of [editing, beside, draft, choice, gate, note, recall, due, end]) one.fetch();
  load().then(
    ({ keepFocus }) => keepFocus(),
    () => undefined,
  );
}

/** @param what it is called where it fails; without, what is around it fails as a whole */
const later =
  <Props extends object>({ View }: { View: ComponentType<Props> }, what?: string) =>
  (props: Props) => {
    const view = (
      <Suspense fallback={null}>
        <View {...props} />
      </Suspense>
    );
    return what === undefined ? view : <Boundary what={what}>{view}</Boundary>;
  };

/** @param meanwhile what stands there until it is here */
export const EditingLater = ({
  meanwhile = null,
  ...props
}: ComponentProps<typeof Editing> & { readonly meanwhile?: ReactNode }) => (
  <Boundary what="The editor">
    <Suspense fallback={meanwhile}>
      <editing.View {...props} />
    </Suspense>
  </Boundary>
);
export const ChoiceLater = later(choice, "The choice between your two answers");
export const NoteLater = later(note, "A note from your facilitator");
export const RecallLater = later(recall, "What you wrote before");
export const DueLater = later(due);
export const EndLater = later(end);
const BesideDraft = later(beside, "What you also wrote");
export const DraftLineLater = later(draft, "The line about your draft");
const OnlyMe = later(onlyMe);

/** Where something else was also written for the question that waits. */
export function BesideLater(props: ComponentProps<typeof Beside>) {
  const isThere = useView(({ drafts }) => drafts.get(props.block.id)?.other !== undefined);
  return isThere ? <BesideDraft {...props} /> : null;
}

/** @param onReady called once, when the panel stands there, and not while it is still to be seen whether one is needed */
export const GateLater = ({
  onReady,
  ...props
}: ComponentProps<typeof Gate> & { readonly onReady?: () => void }) => (
  <Boundary what="The lock of this question">
    <Suspense fallback={<p className="dock__wait">…</p>}>
      <gate.View {...props} />
      {props.lock === "opening" ? null : <Ready tell={onReady} />}
    </Suspense>
  </Boundary>
);

/** While somebody may read along: the way to keep an answer from them before it is sent. */
export function OnlyMeLater({ block }: { block: StemBlock }) {
  const seen = useView(({ live }) => (live?.session ?? live?.shares[0]) !== undefined);
  return seen ? <OnlyMe block={block} /> : null;
}
