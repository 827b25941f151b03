import { Component, type ReactNode } from "react";

interface Props {
  /** What could not be shown, as the beginning of a sentence. */
  readonly what: string;
  readonly children: ReactNode;
}

/**
 * A piece that cannot be drawn, mostly because its chunk did not come through a weak network, takes nothing
 * else with it, and can be tried again.
 */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <p className="passed" role="alert">
        <span>{this.props.what} could not be loaded. What you wrote is kept.</span>
        <button type="button" className="act" onClick={() => location.reload()}>
          Load the page again
        </button>
      </p>
    );
  }
}
