package follow

import (
	"fmt"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
)

// admit checks a release before its file is fetched.
func (f *Follower) admit(d *description) error {
	e := d.entry
	if err := f.admitSigned(d); err != nil {
		return err
	}
	if e.Name != f.options.Name && (e.Name != "" || len(f.options.Keys) > 0) {
		return refuse(ReasonOtherCatalog, "the release %d is of the catalog %q, not %q; name another with --catalog-name",
			e.Number, e.Name, f.options.Name)
	}
	if e.FileBytes > f.options.MaxBytes {
		return refuse(ReasonTooLarge,
			"the file of the release %d has %d bytes, and the limit is %d; raise it with --max-release-bytes", e.Number,
			e.FileBytes, f.options.MaxBytes)
	}
	served := f.served
	if served == nil || served.Digest == e.Digest {
		return nil
	}
	if e.Number <= served.Number && served.Number > 0 && !f.options.AllowRollback {
		return refuse(
			ReasonOlder,
			"the release %d (%s) is not newer than the release %d (%s), which was served; "+
				"publish it again with `compendium publish --after %d`, or allow it with --allow-rollback",
			e.Number,
			e.Digest,
			served.Number,
			served.Digest,
			served.Number,
		)
	}
	if e.Records > 0 {
		if err := f.guard(e.Number, "records", e.Records, served.Records); err != nil {
			return err
		}
	}
	if e.FileBytes > 0 {
		return f.guard(e.Number, "bytes", e.FileBytes, served.Bytes)
	}
	return nil
}

// admitSigned checks the signatures of a release, if keys are asked for.
func (f *Follower) admitSigned(d *description) error {
	if len(f.options.Keys) == 0 {
		return nil
	}
	e := d.entry
	if len(d.Signatures) == 0 && e.Key != "" {
		return refuse(
			ReasonUnsigned,
			"the release %d (%s): its signature with the key %s is missing: %w; crane and regctl do not copy it with the "+
				"release: copy the tag %s too, copy with `oras cp -r`, or publish it again with --key",
			e.Number,
			e.Digest,
			e.Key,
			signing.ErrUnsigned,
			e.SignatureTag(),
		)
	}
	if _, err := signing.Verify(e.Signed(), d.Signatures, f.options.Keys); err != nil {
		return reasoned(
			fmt.Errorf("the release %d (%s): %w; publish it again with --key, or accept its key with --verify-key, or with "+
				"extends_keys if it is extended", e.Number, e.Digest, err),
		)
	}
	return nil
}

// guard refuses a release that has lost too much.
func (f *Follower) guard(number int64, of string, now, before int64) error {
	const all = 100
	least := before/all*int64(all-f.options.MaxShrink) + before%all*int64(all-f.options.MaxShrink)/all
	if f.options.MaxShrink >= all || now >= least {
		return nil
	}
	return refuse(ReasonShrunk,
		"the release %d has %d %s, and %d were served; at least %d are required; allow it with --max-shrink", number, now,
		of, before, least)
}

// check checks the content of an opened release. One from the cache was verified when it came.
func (f *Follower) check(r *release.Release, e *registry.Entry, kept bool) error {
	if !kept {
		if err := r.File.Verify(); err != nil {
			return refuse(ReasonAltered, "the release %d: %w", e.Number, err)
		}
	}
	info := r.File.Info()
	if e.Version != "" && (info.Version != e.Version || info.Digest != e.ContentDigest) {
		return refuse(ReasonAltered, "the file of the release %d has the version %s, and was published as %s", e.Number,
			info.Version, e.Version)
	}
	if err := compatible(r.File.Schema()); err != nil {
		return refuse(ReasonIncompatible, "the release %d, which %s built: %w; update this program", e.Number,
			info.ToolVersion, err)
	}
	if f.served != nil && f.served.Digest != e.Digest {
		if err := f.guard(e.Number, "records", records(r), f.served.Records); err != nil {
			return err
		}
		if err := f.guard(e.Number, "bytes", int64(len(r.File.Bytes())), f.served.Bytes); err != nil {
			return err
		}
	}
	for _, name := range f.options.Probes {
		if err := probe(r.File, name); err != nil {
			return refuse(ReasonIncomplete, "the release %d: %w", e.Number, err)
		}
	}
	return nil
}

// probe checks that a record exists and decodes.
func probe(m *file.File, name string) error {
	if _, ok := catalog.KindIn(name); !ok {
		return fmt.Errorf("the probe %q is not a name of a record; write one such as drugs/imatinib", name)
	}
	switch record, err := m.Record(name); {
	case err != nil:
		return fmt.Errorf("its %s, which a probe requires, cannot be decoded: %w", name, err)
	case record == nil:
		return fmt.Errorf("it has no %s, which a probe requires", name)
	}
	return nil
}

// records counts the records that are there, whatever the release claims.
func records(r *release.Release) int64 {
	var n int64
	for _, kind := range catalog.Kinds() {
		n += int64(r.File.Table(kind).Len())
	}
	return n
}

// compatible compares the schema of a release with that of this program. Fields and messages that only one of them has
// do no harm. A field of both must have the same name and type.
func compatible(schema []byte) error {
	var set descriptorpb.FileDescriptorSet
	if err := proto.Unmarshal(schema, &set); err != nil {
		return fmt.Errorf("its schema cannot be read: %w", err)
	}
	files, err := protodesc.NewFiles(&set)
	if err != nil {
		return fmt.Errorf("its schema cannot be read: %w", err)
	}
	var first error
	for _, kind := range catalog.Kinds() {
		if err := compatibleMessage(files, kind.Descriptor(), map[protoreflect.FullName]bool{}); err != nil && first == nil {
			first = err
		}
	}
	return first
}

func compatibleMessage(
	theirs *protoregistry.Files,
	ours protoreflect.MessageDescriptor,
	seen map[protoreflect.FullName]bool,
) error {
	if seen[ours.FullName()] {
		return nil
	}
	seen[ours.FullName()] = true
	found, err := theirs.FindDescriptorByName(ours.FullName())
	their, ok := found.(protoreflect.MessageDescriptor)
	if err != nil || !ok {
		return nil //nolint:nilerr // it has no such message, so there is none in it to be mistaken
	}
	for i := range ours.Fields().Len() {
		our := ours.Fields().Get(i)
		field := their.Fields().ByNumber(our.Number())
		if field == nil {
			continue
		}
		if field.Name() != our.Name() || field.Kind() != our.Kind() || field.Cardinality() != our.Cardinality() ||
			typeName(field) != typeName(our) {
			return fmt.Errorf("%s is field %d of %s there, and %s here", field.Name(), our.Number(), ours.FullName(), our.Name())
		}
		if our.Message() != nil {
			if err := compatibleMessage(theirs, our.Message(), seen); err != nil {
				return err
			}
		}
	}
	return nil
}

func typeName(field protoreflect.FieldDescriptor) protoreflect.FullName {
	switch {
	case field.Message() != nil && !field.IsMap():
		return field.Message().FullName()
	case field.Enum() != nil:
		return field.Enum().FullName()
	default:
		return ""
	}
}
