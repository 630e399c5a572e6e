package services_test

import (
	"context"
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
)

// swap serves other content and returns the versions before and after.
func (s *site) swap(t *testing.T, files fstest.MapFS) (before, after string) {
	t.Helper()
	before = s.state(t).Version
	s.server.Swap(newRelease(t, files), services.Times{})
	return before, s.state(t).Version
}

// reasonOf returns the code and the one reason of an error.
func reasonOf(t *testing.T, err error) (codes.Code, string) {
	t.Helper()
	reason := ""
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			if reason != "" {
				t.Errorf("two ErrorInfos in %v", err)
			}
			reason = info.Reason
		}
	}
	return status.Code(err), reason
}

func wantError(t *testing.T, what string, err error, code codes.Code, reason string) {
	t.Helper()
	if gotCode, gotReason := reasonOf(t, err); gotCode != code || gotReason != reason {
		t.Errorf("%s: %s %s, not %s %s: %v", what, gotCode, gotReason, code, reason, err)
	}
}

func TestEarlierVersionsCanBeRead(t *testing.T) {
	s := serve(t)
	ctx := t.Context()
	old, now := s.swap(t, changed(t, "display_name: Examplinib", "display_name: Another"))
	if old == now {
		t.Fatal("the version did not change")
	}
	for version, want := range map[string]string{"": "Another", now: "Another", old: "Examplinib"} {
		var header metadata.MD
		drug, err := s.catalog.GetDrug(
			ctx,
			&compendiumv1.GetDrugRequest{Name: "drugs/examplinib", Version: version},
			grpc.Header(&header),
		)
		if err != nil || drug.DisplayName != want {
			t.Errorf("version %q: %v, %v", version, drug.GetDisplayName(), err)
		}
		if version != "" && header.Get(services.VersionHeader)[0] != version {
			t.Errorf("the header names %v", header)
		}
		list, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{Version: version})
		if err != nil || list.Drugs[0].DisplayName != want {
			t.Errorf("list of version %q: %v", version, err)
		}
		batch, err := s.catalog.BatchGetDrugs(
			ctx,
			&compendiumv1.BatchGetDrugsRequest{Names: []string{"drugs/examplinib"}, Version: version},
		)
		if err != nil || batch.Drugs[0].DisplayName != want {
			t.Errorf("batch of version %q: %v", version, err)
		}
	}
	if diff := cmp.Diff([]string{now, old}, s.state(t).RetainedVersions); diff != "" {
		t.Errorf("retained (-want +got):\n%s", diff)
	}
	_, err := s.catalog.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/examplinib", Version: "0123456789abcdef"})
	wantError(t, "a version that never was", err, codes.OutOfRange, services.ReasonVersionNotRetained)
}

func TestNotModified(t *testing.T) {
	s := serve(t)
	ctx := t.Context()
	old, now := s.swap(t, changed(t, "display_name: Examplinib", "display_name: Another"))
	get := func(name, version string) error {
		_, err := s.catalog.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: name, IfVersion: version})
		return err
	}
	wantError(
		t,
		"the version that is served",
		get("drugs/examplinib", now),
		codes.FailedPrecondition,
		services.ReasonNotModified,
	)
	wantError(
		t,
		"a record that did not change",
		get("drugs/gonemab", old),
		codes.FailedPrecondition,
		services.ReasonNotModified,
	)
	if err := errors.Join(get("drugs/examplinib", old), get("drugs/gonemab", "unknown")); err != nil {
		t.Errorf("a record that changed, and a version that is not known: %v", err)
	}
	_, err := s.catalog.ListTargets(ctx, &compendiumv1.ListTargetsRequest{IfVersion: old})
	wantError(t, "a collection that did not change", err, codes.FailedPrecondition, services.ReasonNotModified)
	if _, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{IfVersion: old}); err != nil {
		t.Errorf("a collection that changed: %v", err)
	}
	_, err = s.catalog.ListUses(ctx, &compendiumv1.ListUsesRequest{Parent: "drugs/-", IfVersion: now})
	wantError(t, "uses of the version that is served", err, codes.FailedPrecondition, services.ReasonNotModified)
}

func TestPagesAcrossAReload(t *testing.T) {
	s := serve(t)
	ctx := t.Context()
	first, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{PageSize: 1})
	if err != nil {
		t.Fatal(err)
	}
	strict, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{PageSize: 1, Consistent: true})
	if err != nil {
		t.Fatal(err)
	}
	old, now := s.swap(t, changed(t, "display_name: Examplinib", "display_name: Another"))

	var header metadata.MD
	second, err := s.catalog.ListDrugs(
		ctx,
		&compendiumv1.ListDrugsRequest{PageSize: 1, PageToken: first.NextPageToken},
		grpc.Header(&header),
	)
	if err != nil || second.Drugs[0].Name != "drugs/gonemab" || second.CatalogVersion != now {
		t.Errorf("the second page: %v, %v", second, err)
	}
	if got := header.Get(services.VersionChangedHeader); len(got) != 1 || got[0] != old {
		t.Errorf("the change of version is told as %v", got)
	}
	same, err := s.catalog.ListDrugs(
		ctx,
		&compendiumv1.ListDrugsRequest{PageSize: 1, PageToken: strict.NextPageToken, Consistent: true},
	)
	if err != nil || same.CatalogVersion != old {
		t.Errorf("the consistent second page: %v, %v", same, err)
	}
	for _, name := range []string{"Third", "Fourth", "Fifth"} {
		s.swap(t, changed(t, "display_name: Examplinib", "display_name: "+name))
	}
	_, err = s.catalog.ListDrugs(
		ctx,
		&compendiumv1.ListDrugsRequest{PageSize: 1, PageToken: strict.NextPageToken, Consistent: true},
	)
	wantError(t, "a consistent page of a version that is gone", err, codes.Aborted, services.ReasonVersionChanged)
	if _, err = s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{PageSize: 1,
		PageToken: first.NextPageToken}); err != nil {
		t.Errorf("a page by key: %v", err)
	}
}

func TestListChanges(t *testing.T) {
	s := serve(t)
	ctx := t.Context()
	files := changed(t, "display_name: Examplinib", "display_name: Another")
	delete(files, "procedures/example-procedure.yaml")
	old, middle := s.swap(t, files)
	files["targets/new.yaml"] = &fstest.MapFile{Data: []byte("display_name: New target\nkind: GENE\nsymbol: NEW\n")}
	_, now := s.swap(t, files)

	for from, want := range map[string][]string{
		old:    {"drugs/examplinib CHANGED", "procedures/example-procedure REMOVED", "targets/new ADDED"},
		middle: {"targets/new ADDED"},
		now:    nil,
	} {
		for _, size := range []int32{1, 2, 50} {
			var got []string
			request := &compendiumv1.ListChangesRequest{FromVersion: from, PageSize: size}
			for {
				page, err := s.catalog.ListChanges(ctx, request)
				if err != nil {
					t.Fatal(err)
				}
				if int(page.TotalSize) != len(want) || page.CatalogVersion != now {
					t.Errorf("page of %d: %v", size, page)
				}
				for _, c := range page.Changes {
					got = append(got, c.Name+" "+c.Kind.String())
				}
				if request.PageToken = page.NextPageToken; request.PageToken == "" {
					break
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("changes since %s in pages of %d (-want +got):\n%s", from, size, diff)
			}
		}
	}
	_, err := s.catalog.ListChanges(ctx, &compendiumv1.ListChangesRequest{FromVersion: "0123456789abcdef"})
	wantError(t, "a version that is not known", err, codes.OutOfRange, services.ReasonVersionTooOld)
	_, err = s.catalog.ListChanges(context.Background(), &compendiumv1.ListChangesRequest{})
	wantError(t, "no version", err, codes.InvalidArgument, services.ReasonInvalidRequest)
}

// TestRoomIsCountedOnce serves a release anew, and remembers it, where there is room for two: the one before stays
// readable.
func TestRoomIsCountedOnce(t *testing.T) {
	files := changed(t, "display_name: Examplinib", "display_name: Examplinib two")
	c := config.Default()
	c.ShutdownDelay = 0
	c.RetainBytes = int64(len(newRelease(t, exampleFiles(t)).File.Bytes())) * 5 / 2
	s := serveWith(t, services.WithConfig(c))
	before, after := s.swap(t, files)
	want := []string{after, before}
	for range 2 {
		s.server.Swap(newRelease(t, files), services.Times{})
		if diff := cmp.Diff(want, s.state(t).RetainedVersions); diff != "" {
			t.Fatalf("served anew (-want +got):\n%s", diff)
		}
	}
	s = serveWith(t, services.WithConfig(c))
	s.server.Remember([]*release.Release{newRelease(t, exampleFiles(t)), newRelease(t, files)})
	if diff := cmp.Diff([]string{before, after}, s.state(t).RetainedVersions); diff != "" {
		t.Errorf("remembered (-want +got):\n%s", diff)
	}
}
