package client

import (
	"context"
	"strings"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// collection holds the methods that read one collection.
type collection struct {
	// message is the type of its records.
	message protoreflect.FullName
	get     protoreflect.MethodDescriptor
	list    protoreflect.MethodDescriptor
}

// pageSize is the number of records requested per page.
const pageSize = 500

// collections maps names to collections, as the schema has them.
var collections = collectionsOf(
	compendiumv1.File_compendium_v1_catalog_service_proto.Services().ByName("CatalogService").Methods(),
)

// collectionsOf returns the collections whose records a service reads with a standard Get and List.
func collectionsOf(methods protoreflect.MethodDescriptors) map[string]collection {
	found := make(map[string]collection)
	for i := range methods.Len() {
		list := methods.Get(i)
		records := list.Output().Fields().ByNumber(1)
		if !strings.HasPrefix(string(list.Name()), "List") || records == nil || records.Message() == nil {
			continue
		}
		get := methods.ByName("Get" + records.Message().Name())
		if get == nil {
			continue // ListUses and ListChanges list no records
		}
		found[prefixOf(get.Input())] = collection{message: records.Message().FullName(), get: get, list: list}
	}
	return found
}

// prefixOf returns the collection that the names in a Get request begin with, as their rule in the schema has it.
func prefixOf(request protoreflect.MessageDescriptor) string {
	rules, _ := proto.GetExtension(request.Fields().ByName("name").Options(), validate.E_Field).(*validate.FieldRules)
	return strings.TrimSuffix(rules.GetString().GetPrefix(), "/")
}

// read gets one record as of a version, or of the newest version if version is "".
func (c collection) read(ctx context.Context, conn grpc.ClientConnInterface, name, version string) (proto.Message,
	error) {
	record, err := invoke(ctx, conn, c.get, map[protoreflect.Name]any{"name": name, "version": version})
	if err != nil {
		return nil, err
	}
	return record.Interface(), nil
}

// page lists one page of records and returns the token of the next.
func (c collection) page(ctx context.Context, conn grpc.ClientConnInterface, version, token string) (
	page []proto.Message, next string, err error,
) {
	response, err := invoke(ctx, conn, c.list, map[protoreflect.Name]any{
		"page_size": int32(pageSize), "page_token": token, "version": version, "consistent": true,
	})
	if err != nil {
		return nil, "", err
	}
	records := response.Get(c.list.Output().Fields().ByNumber(1)).List()
	for i := range records.Len() {
		page = append(page, records.Get(i).Message().Interface())
	}
	return page, response.Get(c.list.Output().Fields().ByName("next_page_token")).String(), nil
}

// invoke calls a method with a request of these fields.
func invoke(ctx context.Context, conn grpc.ClientConnInterface, method protoreflect.MethodDescriptor,
	fields map[protoreflect.Name]any) (protoreflect.Message, error) {
	request, err := newMessage(method.Input())
	if err != nil {
		return nil, err
	}
	response, err := newMessage(method.Output())
	if err != nil {
		return nil, err
	}
	for name, value := range fields {
		request.Set(method.Input().Fields().ByName(name), protoreflect.ValueOf(value))
	}
	path := "/" + string(method.Parent().FullName()) + "/" + string(method.Name())
	if err := conn.Invoke(ctx, path, request.Interface(), response.Interface(), grpc.StaticMethod()); err != nil {
		return nil, err
	}
	return response, nil
}

// newMessage returns an empty message of a generated type.
func newMessage(descriptor protoreflect.MessageDescriptor) (protoreflect.Message, error) {
	generated, err := protoregistry.GlobalTypes.FindMessageByName(descriptor.FullName())
	if err != nil {
		return nil, err
	}
	return generated.New(), nil
}
