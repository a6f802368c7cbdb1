/** Whether the dialog "Mitnehmen" is open. It is no part of the view: a link to it would open nobody's own. */
class Taking {
  open = $state(false);
}

export const taking = new Taking();
