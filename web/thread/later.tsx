import { Suspense, type ComponentProps } from "react";
import type { StemBlock } from "../../shared/content/block.ts";
import { Boundary } from "../ui/Boundary.tsx";
import { useView } from "../ui/useClient.ts";
import { Ready } from "./composer/Question.tsx";
import { onDemand } from "../ui/onDemand.tsx";
import type { Choice } from "./Choice.tsx";
import type { Editing } from "./Editing.tsx";
import type { FromFacilitator } from "./FromFacilitator.tsx";
import type { RecallCard } from "./RecallCard.tsx";
import type { Gate } from "../private/Gate.tsx";

const load = () => import("./laterViews.ts");
const editing = onDemand<ComponentProps<typeof Editing>>(async () => (await load()).Editing);
const choice = onDemand<ComponentProps<typeof Choice>>(async () => (await load()).Choice);
const gate = onDemand<ComponentProps<typeof Gate>>(async () => (await load()).Gate);
const note = onDemand<ComponentProps<typeof FromFacilitator>>(async () => (await load()).FromFacilitator);
const recall = onDemand<ComponentProps<typeof RecallCard>>(async () => (await load()).RecallCard);
const due = onDemand<object>(async () => (await load()).DueToday);
/** In the chunk of the session's line: whoever works alone never fetches it. */
const onlyMe = onDemand<{ block: StemBlock }>(async () => (await import("../live/bar/LiveBar.tsx")).OnlyMe);
const end = onDemand<object>(async () => (await load()).End);

/** What a first visit does not need before its first answer; fetched when the browser is idle, or now. */
export function fetchOnDemand(): void {
  for (const one of [editing, choice, gate, note, recall, due, end]) one.fetch();
  load().then(
    ({ keepFocus }) => keepFocus(),
    () => undefined,
  );
}

export const EditingLater = (props: ComponentProps<typeof Editing>) => (
  <Boundary what="The editor">
    <Suspense fallback={null}>
      <editing.View {...props} />
    </Suspense>
  </Boundary>
);

export const ChoiceLater = (props: ComponentProps<typeof Choice>) => (
  <Boundary what="The choice between your two answers">
    <Suspense fallback={null}>
      <choice.View {...props} />
    </Suspense>
  </Boundary>
);

/** @param onReady called once, when the panel stands there */
export const GateLater = ({
  onReady,
  ...props
}: ComponentProps<typeof Gate> & { readonly onReady?: () => void }) => (
  <Boundary what="The lock of this question">
    <Suspense fallback={<p className="dock__wait">…</p>}>
      <gate.View {...props} />
      <Ready tell={onReady} />
    </Suspense>
  </Boundary>
);

export const NoteLater = (props: ComponentProps<typeof FromFacilitator>) => (
  <Boundary what="A note from your facilitator">
    <Suspense fallback={null}>
      <note.View {...props} />
    </Suspense>
  </Boundary>
);

export const RecallLater = (props: ComponentProps<typeof RecallCard>) => (
  <Boundary what="What you wrote before">
    <Suspense fallback={null}>
      <recall.View {...props} />
    </Suspense>
  </Boundary>
);

export const DueLater = () => (
  <Suspense fallback={null}>
    <due.View />
  </Suspense>
);

export const EndLater = () => (
  <Suspense fallback={null}>
    <end.View />
  </Suspense>
);

/** While somebody may read along: the way to keep an answer from them before it is sent. */
export function OnlyMeLater({ block }: { block: StemBlock }) {
  const seen = useView(({ live }) => (live?.session ?? live?.shares[0]) !== undefined);
  return seen ? (
    <Suspense fallback={null}>
      <onlyMe.View block={block} />
    </Suspense>
  ) : null;
}
