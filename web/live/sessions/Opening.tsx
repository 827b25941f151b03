import { useId, useState } from "react";
import { Form, Labelled, Ticked, useAct } from "../../form/form.tsx";
import { go } from "../../pages/address.ts";
import { useView } from "../../ui/useClient.ts";
import { api } from "../api.ts";
import { ModuleChoice } from "../ModuleChoice.tsx";

/** A session in one form: what it is called, what it is about, how it goes. */
export function Opening() {
  const here = useView((view) => view.waiting);
  const id = useId();
  const [title, setTitle] = useState("");
  const [name, setName] = useState("");
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  const [guided, setGuided] = useState(false);
  const [waitingRoom, setWaitingRoom] = useState(false);
  const [act, run] = useAct();
  const modules = picked ?? (here === null || here.module === 0 ? ["1.1"] : [`${here.part}.${here.module}`]);
  const open = async () => {
    let liveId = "";
    const done = await run(async () => {
      const own = name.trim() === "" ? {} : { name: name.trim() };
      const said = await api.open({
        title: title.trim(),
        modules,
        mode: guided ? "guided" : "self",
        waitingRoom,
        ...own,
      });
      if (said.ok) liveId = said.body.liveId;
      return said;
    });
    if (done) go(`/live/${liveId}`);
  };
  return (
    <section aria-labelledby={id} className="opening-form">
      <h2 id={id}>Open a session</h2>
      <Form act={act} submit="Open it" busyWords="Opening…" onSubmit={() => void open()}>
        <Labelled
          words="What it is called"
          name="title"
          value={title}
          onChange={setTitle}
          wrong={act.wrong("title")}
          hint="Learners see it, and so does the wall."
          maxLength={80}
          autoComplete="off"
          required
        />
        <Labelled
          words="Your name, as learners know you"
          name="name"
          value={name}
          onChange={setName}
          wrong={act.wrong("name")}
          maxLength={60}
          autoComplete="name"
        />
        <ModuleChoice picked={modules} onPick={setPicked} wrong={act.wrong("modules")} />
        <Ticked
          words="Guided"
          more="You can point the group to an exercise. Nobody is moved: they get a line that jumps there."
          checked={guided}
          onChange={setGuided}
        />
        <Ticked
          words="Let people in one by one"
          more="They wait, and can write meanwhile, until you let them in."
          checked={waitingRoom}
          onChange={setWaitingRoom}
        />
      </Form>
    </section>
  );
}
