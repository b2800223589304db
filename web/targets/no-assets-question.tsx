import { ConfirmDialog } from '../ui/dialog/confirm-dialog.tsx';

/** The refusal that asks back (seed S14). */
export const NO_SCANNABLE_ASSETS = 'no-scannable-assets';

interface NoAssetsQuestionProps {
  /** The question in the server's words; absent: nothing is asked. */
  readonly question: string | undefined;
  readonly busy: boolean;
  readonly onContinue: () => void;
  readonly onBack: () => void;
}

/** A cloud target that reaches nothing now may be meant: the person decides. */
export function NoAssetsQuestion({ question, busy, onContinue, onBack }: NoAssetsQuestionProps) {
  return (
    <ConfirmDialog
      opened={question !== undefined}
      title="No scannable assets"
      confirm="Continue"
      dismiss="Go back"
      busy={busy}
      onConfirm={onContinue}
      onCancel={onBack}
    >
      <p>{question}</p>
      <p className="meta target-question-note">At launch, tags without scannable hosts are skipped, and the ledger says so.</p>
    </ConfirmDialog>
  );
}
