package validate_test

import (
	"context"
	"errors"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/validate"
)

func TestARunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c, _ := catalog.FromFiles("content", map[string][]byte{"drugs/x.yaml": []byte("display_name: X\n")})
	if _, err := validate.Run(c, nil, validate.Options{AsOf: "2026-06-01", Context: ctx}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
