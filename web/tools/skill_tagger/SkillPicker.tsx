import { lazy, Suspense } from "react";
import { arrives } from "../../ui/arrives.ts";
import type { PickerProps } from "./Picker.tsx";

// The listbox weighs more than all the cards together: fetched when somebody looks for a skill, not when an
// answer is shown.
const Picker = lazy(async () => ({ default: (await arrives(() => import("./Picker.tsx"))).Picker }));

export const SkillPicker = (props: PickerProps) => (
  <Suspense fallback={<p className="picker-wait">…</p>}>
    <Picker {...props} />
  </Suspense>
);
