//go:build !unix

package disk

import "context"

// Lock does nothing: directories are not locked here, so only one process may write to one.
func Lock(context.Context, string) (unlock func(), err error) { return func() {}, nil }
